package dev.buildserver.agent.cached.ledger;

import dev.buildserver.agent.cached.ledger.Account.Build;
import dev.buildserver.agent.cached.store.RecordFile;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The accounts of one solution's projects on this agent. A project for which the cache took more
 * time than it saved is left uncached for some builds, then tried again. Thread-safe.
 */
public final class Ledger {
    private final RecordFile file;
    private final Rule rule;

    /**
     * @param file where the accounts are; shared by all attempts of the solution
     */
    public Ledger(RecordFile file, Rule rule) {
        this.file = file;
        this.rule = rule;
    }

    /**
     * When the cache loses.
     *
     * @param window number of builds that are looked at together; fewer say nothing
     * @param rest for how many builds a project is left uncached then
     */
    public record Rule(int window, int rest) {}

    /** What is on disk, by project file. */
    record Accounts(Map<String, Account> projects) {
        Accounts {
            projects = projects == null ? new TreeMap<>() : new TreeMap<>(projects);
        }
    }

    /** The project files that are left uncached now, each with the reason. */
    public Map<String, String> losing() {
        Map<String, String> losing = new TreeMap<>();
        read().projects()
                .forEach((path, account) -> account.loss().ifPresent(why -> losing.put(path, why)));
        return losing;
    }

    /** How often each project file was verified; those that never were are left out. */
    public Map<String, Integer> verified() {
        Map<String, Integer> verified = new TreeMap<>();
        read().projects()
                .forEach(
                        (path, account) -> {
                            if (account.verified() > 0) {
                                verified.put(path, account.verified());
                            }
                        });
        return verified;
    }

    /** Outputs of these project files were built again, and were the same. */
    public void verified(Collection<String> projects) {
        change(
                accounts ->
                        projects.forEach(
                                path -> change(accounts, path, Account::verifiedOnceMore)));
    }

    /** A build has ended. */
    public void built(List<ProjectReport> projects) {
        change(
                accounts -> {
                    for (ProjectReport project : projects) {
                        boolean cached =
                                project.outcome() == CacheOutcome.HIT
                                        || project.outcome() == CacheOutcome.MISS;
                        Build build = new Build(project.savedMillis(), project.cacheMillis());
                        change(
                                accounts,
                                project.project(),
                                account ->
                                        cached
                                                ? account.built(build, rule)
                                                : account.rest() > 0 ? account.rested() : account);
                    }
                });
    }

    private interface Change {
        void to(Map<String, Account> accounts);
    }

    private void change(Change change) {
        synchronized (file) {
            Accounts accounts = read();
            change.to(accounts.projects());
            file.write(accounts);
        }
    }

    private static void change(
            Map<String, Account> accounts, String path, UnaryOperator<Account> change) {
        accounts.compute(path, (p, old) -> change.apply(old == null ? Account.NEW : old));
    }

    private Accounts read() {
        return file.read(Accounts.class).orElse(new Accounts(Map.of()));
    }
}
