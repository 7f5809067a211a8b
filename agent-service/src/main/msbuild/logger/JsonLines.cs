using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace BuildServer.MSBuild
{
    /// <summary>
    /// Writes JSON objects, one per line. The log is a convenience: whatever goes wrong with its file ends the log,
    /// never the build.
    /// </summary>
    internal sealed class JsonLines : IDisposable
    {
        internal static readonly JsonLines Nowhere = new JsonLines(TextWriter.Null);

        private readonly object gate = new object();
        private TextWriter writer;

        private JsonLines(TextWriter writer)
        {
            this.writer = writer;
        }

        internal static JsonLines AppendTo(string? file)
        {
            if (string.IsNullOrWhiteSpace(file))
            {
                return Nowhere;
            }
            try
            {
                var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                return new JsonLines(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
            }
            catch (Exception e) when (IsFileTrouble(e))
            {
                return Nowhere;
            }
        }

        internal void Write(string kind, DateTime time, params (string Name, object? Value)[] fields)
        {
            var line = new StringBuilder("{\"event\":");
            AppendText(line, kind);
            line.Append(",\"time\":");
            AppendText(line, time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            foreach ((string name, object? value) in fields)
            {
                if (IsKnown(value))
                {
                    line.Append(',');
                    AppendText(line, name);
                    line.Append(':');
                    AppendValue(line, value!);
                }
            }
            WriteLine(line.Append("}\n").ToString());
        }

        public void Dispose()
        {
            lock (gate)
            {
                Close();
            }
        }

        private void WriteLine(string line)
        {
            lock (gate)
            {
                try
                {
                    writer.Write(line);
                }
                catch (Exception e) when (IsFileTrouble(e))
                {
                    Close();
                }
            }
        }

        private void Close()
        {
            TextWriter closing = writer;
            writer = TextWriter.Null;
            try
            {
                closing.Dispose();
            }
            catch (Exception e) when (IsFileTrouble(e))
            {
                // What could not be written is lost.
            }
        }

        private static bool IsFileTrouble(Exception e) =>
            e is IOException || e is UnauthorizedAccessException || e is ArgumentException || e is NotSupportedException
            || e is ObjectDisposedException;

        /// <summary>MSBuild says null, an empty text or zero for what it does not know.</summary>
        private static bool IsKnown(object? value) => value != null && !(value is string text && text.Length == 0) && !(value is 0);

        private static void AppendValue(StringBuilder line, object value)
        {
            switch (value)
            {
                case bool flag:
                    line.Append(flag ? "true" : "false");
                    break;
                case int number:
                    line.Append(number.ToString(CultureInfo.InvariantCulture));
                    break;
                case string[] texts:
                    AppendTexts(line, texts);
                    break;
                default:
                    AppendText(line, value.ToString() ?? "");
                    break;
            }
        }

        private static void AppendTexts(StringBuilder line, string[] texts)
        {
            line.Append('[');
            for (int i = 0; i < texts.Length; i++)
            {
                if (i > 0)
                {
                    line.Append(',');
                }
                AppendText(line, texts[i]);
            }
            line.Append(']');
        }

        private static void AppendText(StringBuilder line, string text)
        {
            line.Append('"');
            foreach (char c in text)
            {
                switch (c)
                {
                    case '"':
                    case '\\':
                        line.Append('\\').Append(c);
                        break;
                    case '\n':
                        line.Append("\\n");
                        break;
                    case '\r':
                        line.Append("\\r");
                        break;
                    case '\t':
                        line.Append("\\t");
                        break;
                    default:
                        // Escaped beyond ASCII controls too: some readers take U+2028 for an end of line, and half a surrogate pair has no bytes.
                        if (c < ' ' || c == '\u007f' || c == '\u0085' || c == '\u2028' || c == '\u2029' || char.IsSurrogate(c))
                        {
                            line.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                        }
                        else
                        {
                            line.Append(c);
                        }
                        break;
                }
            }
            line.Append('"');
        }
    }
}
