package io.github.zkspring.autoconfigure;

import io.github.zkspring.client.startup.ConnectStringProbe;
import io.github.zkspring.client.startup.RootPathInitializer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The client, where the application does not bring one. Its lifecycle closes it, before
 * what it stands on goes.
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
			ZkRetryProperties retry, ZkConnectionDetails connectionDetails, ClientSecurity security) {
		return new StandardCuratorFrameworkCustomizer(properties, retry, connectionDetails, security.config());
	}

	@Bean
	CuratorThreadsCustomizer curatorThreadsCustomizer() {
		return new CuratorThreadsCustomizer();
	}

	@Bean
	CuratorFrameworks curatorFrameworks(ObjectProvider<CuratorFrameworkCustomizer> customizers,
			ACLProvider aclProvider) {
		return new CuratorFrameworks(customizers.orderedStream().toList(), aclProvider);
	}

	@Bean(destroyMethod = "")
	CuratorFramework curatorFramework(CuratorFrameworks clients, ZkConnectionDetails connectionDetails) {
		return clients.create(connectionDetails.getConnectString());
	}

	@Bean
	RootPathInitializer zkRootPathInitializer(CuratorFrameworks clients, CuratorFramework curatorFramework) {
		return new RootPathInitializer(curatorFramework, clients::create);
	}

	@Bean
	ConnectStringProbe zkConnectStringProbe(ClientSecurity security) {
		return new ConnectStringProbe(security.config());
	}

}
