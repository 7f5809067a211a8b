using System.Collections;
using System.Linq;
using System.Text;
using System.Xml;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace BuildServer.MSBuild
{
    /// <summary>Writes a target that answers with given items, metadata included, as a file that projects can import.</summary>
    public sealed class HandOn : Task
    {
        [Required]
        public string File { get; set; } = "";

        /// <summary>Name of the target.</summary>
        [Required]
        public string Target { get; set; } = "";

        public ITaskItem[] Items { get; set; } = new ITaskItem[0];

        /// <summary>Several targets may be asked of one project.</summary>
        private string Answer => "_BuildServer" + Target;

        public override bool Execute()
        {
            var settings = new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                Indent = true,
                NewLineChars = "\n",
            };
            using XmlWriter xml = XmlWriter.Create(File, settings);
            xml.WriteStartElement("Project");
            xml.WriteStartElement("Target");
            xml.WriteAttributeString("Name", Target);
            xml.WriteAttributeString("Returns", "@(" + Answer + ")");
            if (Items.Length > 0)
            {
                xml.WriteStartElement("ItemGroup");
                foreach (ITaskItem2 item in Items.Cast<ITaskItem2>())
                {
                    Write(xml, item);
                }
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
            xml.WriteEndElement();
            return true;
        }

        // As escaped as the engine has them.
        private void Write(XmlWriter xml, ITaskItem2 item)
        {
            xml.WriteStartElement(Answer);
            xml.WriteAttributeString("Include", item.EvaluatedIncludeEscaped);
            IDictionary metadata = item.CloneCustomMetadataEscaped();
            foreach (string name in metadata.Keys.Cast<string>().OrderBy(name => name, System.StringComparer.Ordinal))
            {
                xml.WriteElementString(name, (string)metadata[name]);
            }
            xml.WriteEndElement();
        }
    }
}
