package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.drive.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What drivers are told to build: one project alone, with the properties that the whole has. */
final class Orders {
    private final Setting setting;
    private final SolutionConfigurations configurations;

    Orders(Setting setting, SolutionConfigurations configurations) {
        this.setting = setting;
        this.configurations = configurations;
    }

    /**
     * @param again whether the same MSBuild may have built it before
     */
    Order of(ProjectState state, boolean again) {
        List<Map<String, String>> variants = new ArrayList<>();
        for (SortedMap<String, String> variant : state.project().variants()) {
            SortedMap<String, String> properties = new TreeMap<>(variant);
            configurations.complete(properties);
            properties.put("BuildProjectReferences", "false");
            properties.put("BuildServerHandOn", "true");
            properties.put("BuildServerDescribeDir", "");
            properties.put("BuildServerDescribeInputs", "");
            if (again) {
                // Another project to MSBuild, which else would say that it failed already.
                properties.put("BuildServerAgain", "true");
            }
            if (state.project().privateCompiler()) {
                properties.put("UseSharedCompilation", "false");
            }
            variants.add(properties);
        }
        String file = setting.inside().source() + "/" + state.title();
        return new Order(state.number(), file, variants);
    }
}
