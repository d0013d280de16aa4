package io.github.zkspring.docs;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class DocsApplication {

}
