package io.tongbao.platform.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the built apps. Code under {@code /assets} is named by its content and may be kept for a year; pages are asked for anew each time. An address
 * inside an app is answered with that app's page, which finds its way from there. The mailbox page is there in the demo only.
 */
@Configuration(proxyBeanMethods = false)
class WebShell implements WebMvcConfigurer {
    private static final String ROOT = "classpath:/static/";
    private static final List<String> APPS = List.of("wallet", "merchant", "console");

    private final boolean demo;

    WebShell(@Value("${tongbao.mode}") String mode) {
        this.demo = mode.equals("demo");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(ROOT + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/index.html", "/*.svg", "/*.png", "/*.ico", "/*.webmanifest", "/wallet-worker.js")
                .addResourceLocations(ROOT)
                .setCacheControl(CacheControl.noCache());
        for (String app : demo ? with(APPS, "mailbox") : APPS) {
            registry.addResourceHandler("/" + app, "/" + app + "/**")
                    .addResourceLocations(ROOT + app + "/")
                    .setCacheControl(CacheControl.noCache())
                    .resourceChain(false)
                    .addResolver(new PageResolver(app + "/index.html"));
        }
    }

    /** A resource handler does not answer the bare root, its own or an app's. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        for (String app : demo ? with(APPS, "mailbox") : APPS) {
            registry.addRedirectViewController("/" + app + "/", "/" + app);
        }
    }

    private static List<String> with(List<String> apps, String one) {
        return java.util.stream.Stream.concat(apps.stream(), java.util.stream.Stream.of(one))
                .toList();
    }

    /** A file as it is; an address without a file ending is the app's page. */
    private static final class PageResolver extends PathResourceResolver {
        private final Resource page;

        PageResolver(String page) {
            this.page = new ClassPathResource("static/" + page);
        }

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            String last = path.substring(path.lastIndexOf('/') + 1);
            if (last.contains(".")) {
                return super.getResource(path, location);
            }
            return Optional.of(page).filter(Resource::isReadable).orElse(null);
        }
    }
}
