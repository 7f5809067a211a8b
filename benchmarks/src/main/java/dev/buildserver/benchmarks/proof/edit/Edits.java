package dev.buildserver.benchmarks.proof.edit;

import java.util.List;

/** All kinds of edits. */
public final class Edits {
    private static final int COMMON = 6;
    private static final int USUAL = 3;
    private static final int RARE = 1;

    public static final List<Edit> ALL =
            List.of(
                    new Edit("method body", COMMON, SourceEdits::body),
                    new Edit("public member added", COMMON, SourceEdits::api),
                    new Edit("constant", USUAL, SourceEdits::constant),
                    new Edit("internal member", USUAL, SourceEdits::inner),
                    new Edit("comment", USUAL, SourceEdits::comment),
                    new Edit("documentation", USUAL, SourceEdits::documentation),
                    new Edit("touch", RARE, SourceEdits::touch),
                    new Edit("source added", COMMON, SourceEdits::add),
                    new Edit("source deleted", USUAL, SourceEdits::delete),
                    new Edit("source renamed", USUAL, SourceEdits::rename),
                    new Edit("contents swapped", RARE, SourceEdits::swap),
                    new Edit("byte order mark", RARE, SourceEdits::mark),
                    new Edit("warning added", USUAL, SourceEdits::warning),
                    new Edit("linked file", USUAL, SourceEdits::linked),
                    new Edit("Visual Basic", USUAL, SourceEdits::basic),
                    new Edit("F#", USUAL, SourceEdits::functional),
                    new Edit("symbolic link", RARE, SourceEdits::link),
                    new Edit("resource", USUAL, FileEdits::resource),
                    new Edit("culture", USUAL, FileEdits::culture),
                    new Edit("embedded file", USUAL, FileEdits::embedded),
                    new Edit("embedded file comes or goes", USUAL, FileEdits::embeddedComesOrGoes),
                    new Edit("content", USUAL, FileEdits::content),
                    new Edit("content comes or goes", USUAL, FileEdits::contentComesOrGoes),
                    new Edit("file mode", RARE, FileEdits::mode),
                    new Edit("data of a script", USUAL, FileEdits::data),
                    new Edit("script", RARE, FileEdits::script),
                    new Edit("version file", USUAL, FileEdits::version),
                    new Edit("probed file", USUAL, FileEdits::probed),
                    new Edit("referenced library", RARE, FileEdits::binary),
                    new Edit("readme", RARE, FileEdits::readme),
                    new Edit("property", USUAL, ProjectEdits::property),
                    new Edit("target framework", RARE, ProjectEdits::framework),
                    new Edit("reference", USUAL, ProjectEdits::reference),
                    new Edit("project added", RARE, ProjectEdits::newProject),
                    new Edit("project removed", RARE, ProjectEdits::endOfProject),
                    new Edit("order of the solution", RARE, ProjectEdits::order),
                    new Edit("Directory.Build.props", USUAL, FolderEdits::props),
                    new Edit("Directory.Build.targets", USUAL, FolderEdits::targets),
                    new Edit("Directory.Build.rsp", RARE, FolderEdits::response),
                    new Edit(".editorconfig", RARE, FolderEdits::editorConfig),
                    new Edit("global.json", RARE, FolderEdits::pin),
                    new Edit("runtimeconfig.template.json", RARE, FolderEdits::runtime));

    private Edits() {}
}
