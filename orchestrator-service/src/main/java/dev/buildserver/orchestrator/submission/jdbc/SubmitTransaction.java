package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.orchestrator.database.jdbc.DatabaseClock;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.database.jdbc.Sql.Both;
import dev.buildserver.orchestrator.database.jdbc.Sql.Query;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lease.Takers;
import dev.buildserver.orchestrator.lease.jdbc.Grants;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.requirement.jdbc.RequirementClassRows;
import dev.buildserver.orchestrator.submission.RepositoryAddress;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import dev.buildserver.orchestrator.submission.jdbc.BuildRows.Admitted;
import dev.buildserver.orchestrator.submission.jdbc.Projects.Name;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes a group of builds, within a transaction: mostly in one round trip. */
@ApplicationScoped
class SubmitTransaction {
    /** A second one finds all as it is, unless the same happens once more in this very moment. */
    private static final int MOST_TRIES = 4;

    private final Projects projects;
    private final BuildRows rows;
    private final RequirementClassRows classes;
    private final Grants grants;
    private final DatabaseClock clock;

    SubmitTransaction(
            Projects projects,
            BuildRows rows,
            RequirementClassRows classes,
            Grants grants,
            DatabaseClock clock) {
        this.projects = projects;
        this.rows = rows;
        this.classes = classes;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * Answers in the order of the builds. Where tasks found takers, it commits, since a lease in an
     * agent's hand is what somebody waits for.
     */
    List<Submission> run(Connection connection, List<NewBuild> builds, Takers takers)
            throws SQLException {
        // In one order for all replicas: what two of them lock never crosses.
        List<NewBuild> left =
                builds.stream()
                        .sorted(
                                Comparator.comparing(NewBuild::tenant)
                                        .thenComparing(build -> build.job().projectName()))
                        .toList();
        Map<UUID, Submission> answers = new HashMap<>();
        for (int tried = 0; tried < MOST_TRIES && !left.isEmpty(); tried++) {
            answers.putAll(answers(connection, left, tried == 0 ? takers : Takers.NOBODY));
            left = without(left, answers);
            // A project that was remembered is gone, or a key ran out in this very moment.
            projects.forget(left);
        }
        return builds.stream()
                .map(b -> answers.getOrDefault(b.buildId(), new Submission.Unmade(MOST_TRIES)))
                .toList();
    }

    /**
     * One try.
     *
     * @param builds in the order in which projects are locked
     * @return by build; without those that have to be tried again
     */
    private Map<UUID, Submission> answers(
            Connection connection, List<NewBuild> builds, Takers takers) throws SQLException {
        Map<UUID, Submission> strangers = new HashMap<>();
        List<Admitted> admitted = admit(builds, projects.bound(connection, builds), strangers);
        Map<UUID, Submission> answers = make(connection, admitted, takers);
        if (answers.size() < builds.size()) {
            answers.putAll(UsedKeys.of(connection, without(builds, answers)));
            strangers.forEach(answers::putIfAbsent);
        }
        return answers;
    }

    private static List<NewBuild> without(List<NewBuild> builds, Map<UUID, Submission> answered) {
        return builds.stream().filter(build -> !answered.containsKey(build.buildId())).toList();
    }

    /**
     * Those of the builds that their projects take.
     *
     * @param repositories of all projects but those that can't be bound
     * @param strangers gets those of other repositories than their project's
     */
    private static List<Admitted> admit(
            List<NewBuild> builds,
            Map<Name, String> repositories,
            Map<UUID, Submission> strangers) {
        List<Admitted> admitted = new ArrayList<>();
        for (NewBuild build : builds) {
            String repository = repositories.get(Name.of(build));
            boolean own =
                    repository == null
                            || RepositoryAddress.same(repository, build.job().repositoryUrl());
            if (own || build.mayRebind()) {
                admitted.add(new Admitted(build, build.trustedRef() && own));
            } else {
                strangers.put(build.buildId(), new Submission.OtherRepository(repository));
            }
        }
        return admitted;
    }

    private Map<UUID, Submission> make(Connection connection, List<Admitted> builds, Takers takers)
            throws SQLException {
        Map<UUID, Submission> made = new HashMap<>();
        if (builds.isEmpty()) {
            return made;
        }
        classes.use(connection, builds.stream().map(b -> b.build().job().requirements()).toList());
        Query<Submission.Made> make = rows.make(connection, builds);
        Instant asked = clock.here();
        Instant now = clock.now();
        List<Takers.NewTask> tasks = builds.stream().map(build -> task(build, now)).toList();
        for (Submission.Made one : makeAndGrant(connection, make, takers, tasks)) {
            made.put(one.task().key().buildId(), one);
            clock.saw(asked, one.createdAt());
        }
        return made;
    }

    private List<Submission.Made> makeAndGrant(
            Connection connection,
            Query<Submission.Made> make,
            Takers takers,
            List<Takers.NewTask> tasks)
            throws SQLException {
        List<Wish> wishes = takers.wishes(tasks);
        if (wishes.isEmpty()) {
            return Sql.list(connection, make);
        }
        Both<Submission.Made, Granted> done =
                Sql.bothAndCommit(connection, make, grants.query(connection, wishes));
        takers.granted(done.second());
        return done.first();
    }

    private static Takers.NewTask task(Admitted admitted, Instant now) {
        NewBuild build = admitted.build();
        return new Takers.NewTask(
                new TaskKey(build.buildId(), 0),
                build.pool(),
                RequirementClass.of(build.job().requirements()),
                admitted.affinity(),
                build.tenant(),
                build.job(),
                admitted.trusted(),
                now);
    }
}
