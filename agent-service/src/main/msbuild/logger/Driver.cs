using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace BuildServer.MSBuild
{
    /// <summary>
    /// Builds the projects that the agent names, one after the other, within one process of MSBuild. With <c>-m:1</c>, all that the
    /// process and its children do between two marks belongs to one project: the marks are questions for the absent files
    /// <c>/@bN@</c> (begin) and <c>/@fN@</c> (finished), which whoever traces file accesses sees.
    /// <code>
    /// driver: ready TAB NAME
    /// agent:  build TAB N TAB PROJECT TAB NAME=VALUE …     percent-encoded words; properties are global ones
    /// driver: done TAB N TAB ok|failed TAB MILLISECONDS
    /// </code>
    /// The end of the stream ends the driver.
    /// </summary>
    public sealed class Driver : Task
    {
        /// <summary>Path of the Unix socket on which the agent listens.</summary>
        [Required]
        public string Socket { get; set; } = "";

        /// <summary>Tells the drivers of a build apart.</summary>
        [Required]
        public string Name { get; set; } = "";

        public override bool Execute()
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            Say(stream, "ready\t" + Name);
            for (string? line = reader.ReadLine(); line != null; line = reader.ReadLine())
            {
                string[] words = line.Split('\t').Select(Uri.UnescapeDataString).ToArray();
                Say(stream, Build(words[1], words[2], words.Skip(3)));
            }
            return true;
        }

        private string Build(string number, string project, IEnumerable<string> assignments)
        {
            var properties = new Hashtable(StringComparer.OrdinalIgnoreCase);
            foreach (string assignment in assignments)
            {
                int equals = assignment.IndexOf('=');
                properties[assignment.Substring(0, equals)] = assignment.Substring(equals + 1);
            }
            var time = Stopwatch.StartNew();
            File.Exists("/@b" + number + "@");
            bool ok = BuildEngine.BuildProjectFile(project, new[] { "Build" }, properties, null);
            File.Exists("/@f" + number + "@");
            return "done\t" + number + "\t" + (ok ? "ok" : "failed") + "\t" + time.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture);
        }

        private static void Say(Stream stream, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text + "\n");
            stream.Write(bytes, 0, bytes.Length);
            stream.Flush();
        }
    }
}
