package org.mentoring.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import org.keycloak.representations.idm.RealmRepresentation;
import org.mentoring.local.gateway.InvalidConfigurationException;
import org.mentoring.local.gateway.StrictManifests;

/** Validates every manifest against the model of its kind as strictly as an API server. */
final class ManifestModels {

    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Pod", Pod.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1 BackendTLSPolicy", BackendTLSPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1 GatewayClass", GatewayClass.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));

    private static final CustomResourceModels CUSTOM_RESOURCES = new CustomResourceModels(
            StrictManifests.documents(Installation.FOLDER.resolve("src/test/resources/custom-resource-models.yaml"))
                    .getFirst());

    /** Of resources as they were read; binding each to its model for every mistake elsewhere would take most of the tests' time. */
    private static final Map<Resource, List<String>> KNOWN = new ConcurrentHashMap<>();

    private ManifestModels() {}

    static List<String> problems(Installation installation) {
        var problems = new ArrayList<String>();
        var seen = new HashMap<String, Integer>();
        for (var resource : installation.resources()) {
            if (seen.merge(resource.group() + " " + resource, 1, Integer::sum) > 1) {
                problems.add(resource + " is there twice");
            }
            problems.addAll(KNOWN.computeIfAbsent(resource, ManifestModels::problems));
        }
        return problems;
    }

    private static List<String> problems(Resource resource) {
        if (!resource.name().matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
            return List.of(resource + " has no name that Kubernetes takes");
        }
        var problems = new ArrayList<String>();
        var model = MODELS.get(resource.apiVersion() + " " + resource.kind());
        if (model != null) {
            problems.addAll(misfits(model, resource.document(), resource.toString()));
        } else if (CUSTOM_RESOURCES.know(resource)) {
            problems.addAll(CUSTOM_RESOURCES.problems(resource));
            problems.addAll(embedded(resource));
        } else {
            problems.add(resource + ": no model is known for a " + resource.kind() + " of " + resource.apiVersion());
        }
        return problems;
    }

    /** What stands inside of a custom resource and has a model of its own. */
    private static List<String> embedded(Resource resource) {
        return switch (resource.kind()) {
            case "KeycloakRealmImport" ->
                misfits(RealmRepresentation.class, resource.spec().path("realm"), resource + " spec.realm");
            case "Keycloak" ->
                misfits(
                        PodTemplateSpec.class,
                        resource.spec().path("unsupported").path("podTemplate"),
                        resource + " spec.unsupported.podTemplate");
            default -> List.of();
        };
    }

    private static List<String> misfits(Class<?> model, JsonNode document, String where) {
        try {
            StrictManifests.as(model, document, Path.of(where));
            return List.of();
        } catch (InvalidConfigurationException e) {
            return List.of(e.getMessage());
        }
    }
}
