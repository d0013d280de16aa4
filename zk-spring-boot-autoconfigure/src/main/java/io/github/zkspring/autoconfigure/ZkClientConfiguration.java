package io.github.zkspring.autoconfigure;

import io.github.zkspring.client.startup.ConnectStringProbe;
import io.github.zkspring.client.startup.RootPathInitializer;
import io.github.zkspring.client.startup.ZkClientLifecycle;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the client, unless the application defines a {@link CuratorFramework} bean.
 * {@link ZkClientLifecycle} closes the client before the beans that it depends on are
 * destroyed.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(CuratorFramework.class)
class ZkClientConfiguration {

	@Bean
	ClientSecurity zkClientSecurity(ZkConnectionDetails connectionDetails) {
		ClientSecurity security = new ClientSecurity(connectionDetails);
		if (connectionDetails instanceof PropertiesZkConnectionDetails properties) {
			properties.onBundleUpdate(security::update);
		}
		return security;
	}

	@Bean
	StandardCuratorFrameworkCustomizer standardCuratorFrameworkCustomizer(ZkProperties properties,
			ZkConnectionDetails connectionDetails, ClientSecurity security) {
		return new StandardCuratorFrameworkCustomizer(properties, connectionDetails, security.config());
	}

	@Bean
	CuratorClientFactory zkCuratorClientFactory(ObjectProvider<CuratorFrameworkCustomizer> customizers,
			ACLProvider aclProvider) {
		return new CuratorClientFactory(customizers.orderedStream().toList(), aclProvider);
	}

	@Bean(destroyMethod = "")
	CuratorFramework curatorFramework(CuratorClientFactory clients, ZkConnectionDetails connectionDetails) {
		return clients.create(connectionDetails.getConnectString());
	}

	@Bean
	RootPathInitializer zkRootPathInitializer(CuratorClientFactory clients, CuratorFramework curatorFramework) {
		return new RootPathInitializer(curatorFramework, clients::create);
	}

	@Bean
	ConnectStringProbe zkConnectStringProbe(ClientSecurity security) {
		return new ConnectStringProbe(security.config());
	}

}
