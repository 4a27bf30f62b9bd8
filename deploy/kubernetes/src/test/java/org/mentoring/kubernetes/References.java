package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Checks that what manifests reference exists: in the installation, or made by an operator from something in it. */
abstract class References {

    final Installation installation;
    private final Secrets secrets;
    private final List<String> problems = new ArrayList<>();

    References(Installation installation) {
        this.installation = installation;
        this.secrets = Secrets.of(installation);
    }

    static List<String> problems(Installation installation) {
        var problems = new ArrayList<String>();
        for (var references : List.of(
                new PodReferences(installation),
                new GatewayReferences(installation),
                new OperatorReferences(installation))) {
            references.check();
            problems.addAll(references.problems);
        }
        return problems;
    }

    abstract void check();

    final void problem(String problem) {
        problems.add(problem);
    }

    final void named(Resource from, String kind, JsonNode name) {
        if (installation.find(kind, name.asText()).isEmpty()) {
            problem(from + " names the " + kind + " " + name.asText() + ", which is not there");
        }
    }

    final void secret(Resource from, JsonNode reference) {
        secret(from, reference.path("name").asText(), reference.path("key").asText());
    }

    final void secret(Resource from, String name) {
        if (!secrets.has(name)) {
            problem(from + " names the Secret " + name + ", which nothing makes");
        }
    }

    final void secret(Resource from, String name, String key) {
        if (!secrets.has(name)) {
            secret(from, name);
        } else if (!secrets.has(name, key)) {
            problem(from + " names the key " + key + " of the Secret " + name + ", which has " + secrets.keys(name));
        }
    }
}
