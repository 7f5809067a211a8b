using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace Storefront.Web
{
    internal static class Program
    {
        private static void Main(string[] arguments) =>
            Host.CreateDefaultBuilder(arguments)
                .ConfigureWebHostDefaults(web => web.UseStartup<Startup>())
                .Build()
                .Run();
    }
}
