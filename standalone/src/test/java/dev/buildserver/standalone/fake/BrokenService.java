package dev.buildserver.standalone.fake;

/** A service that can't start. */
public final class BrokenService {
    private BrokenService() {}

    public static void main(String[] arguments) {
        System.err.println("the frobnicator is missing");
        System.exit(1);
    }
}
