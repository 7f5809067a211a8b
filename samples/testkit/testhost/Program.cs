using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestPlatform.Common;
using Microsoft.VisualStudio.TestPlatform.Common.Telemetry;
using Microsoft.VisualStudio.TestPlatform.CommunicationUtilities;
using Microsoft.VisualStudio.TestPlatform.CrossPlatEngine;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Engine;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Host;

namespace BuildServer.TestKit.Host
{
    /// <summary>
    /// Calls back the test console that started this process and serves its requests with the engine that every SDK
    /// holds. Options come as pairs: <c>--port 1234 --endpoint 127.0.0.1:1234 --role client --parentprocessid 42</c>.
    /// </summary>
    internal static class Program
    {
        private const int ConnectTimeoutMillis = 90_000;
        private const int NotConnected = 2;

        private static int Main(string[] arguments)
        {
            Dictionary<string, string> options = Pairs(arguments);
            if (options.TryGetValue("--diag", out string traceFile))
            {
                EqtTrace.InitializeTrace(traceFile, PlatformTraceLevel.Verbose);
            }
            if (options.TryGetValue("--parentprocessid", out string parent))
            {
                EndWith(int.Parse(parent, CultureInfo.InvariantCulture));
            }

            using (var requests = new TestRequestHandler { ConnectionInfo = Connection(options) })
            {
                requests.InitializeCommunication();
                if (!requests.WaitForRequestSenderConnection(ConnectTimeoutMillis))
                {
                    return NotConnected;
                }
                requests.ProcessRequests(new TestHostManagerFactory(
                    new RequestData { MetricsCollection = new NoOpMetricsCollection(), IsTelemetryOptedIn = false }));
            }
            return 0;
        }

        private static Dictionary<string, string> Pairs(string[] arguments)
        {
            var options = new Dictionary<string, string>();
            for (int i = 0; i + 1 < arguments.Length; i += 2)
            {
                options[arguments[i]] = arguments[i + 1];
            }
            return options;
        }

        private static TestHostConnectionInfo Connection(Dictionary<string, string> options) =>
            new TestHostConnectionInfo
            {
                Endpoint = options.TryGetValue("--endpoint", out string endpoint) ? endpoint : "127.0.0.1:" + options["--port"],
                Role = options.TryGetValue("--role", out string role) && role == "host" ? ConnectionRole.Host : ConnectionRole.Client,
                Transport = Transport.Sockets,
            };

        /// <summary>A console that dies must not leave its tests behind.</summary>
        private static void EndWith(int parentProcessId) =>
            Task.Run(() =>
            {
                try
                {
                    Process.GetProcessById(parentProcessId).WaitForExit();
                }
                catch (ArgumentException)
                {
                    // It is gone already.
                }
                Environment.Exit(1);
            });
    }
}
