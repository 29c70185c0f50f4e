using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Holds an answer in XML against its model.</summary>
/// <param name="model">The service's model.</param>
/// <param name="found">Takes what the model does not document.</param>
internal sealed class XmlAnswer(ServiceModel model, List<string> found)
{
    /// <summary>Checks a successful answer.</summary>
    public void Check(AwsResponse response, OperationModel operation)
    {
        if (operation.Output is not { } output || response.Body.Length == 0) return;
        var root = XDocument.Parse(Encoding.UTF8.GetString(response.Body)).Root!;
        if (operation.ResultWrapper is { } wrapper)
        {
            if (root.Elements().FirstOrDefault(element => element.Name.LocalName == wrapper) is { } result) Structure(result, output, "");
            else found.Add($"{wrapper} is absent");
            return;
        }

        if (model.Protocol != "rest-xml") return;
        if (output.Payload is { } payload) Value(root, model.Shape(output.Members[payload]), payload);
        else Structure(root, output, "");
    }

    private void Structure(XElement element, Shape shape, string path)
    {
        var present = new HashSet<string>();
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            var member = shape.Members.FirstOrDefault(candidate => candidate.Value.Location is null && NameOf(candidate.Key, candidate.Value) == name);
            if (member.Key is null) found.Add($"{Join(path, name)} is no member");
            else if (present.Add(member.Key) && IsFlattened(member.Value)) Value(child, model.Shape(model.Shape(member.Value).Element!), Join(path, name));
            else Value(child, model.Shape(member.Value), Join(path, name));
        }

        found.AddRange(shape.Required.Where(name => shape.Members[name].Location is null && !present.Contains(name)).Select(name => $"{Join(path, name)} is required and absent"));
    }

    private void Value(XElement element, Shape shape, string path)
    {
        switch (shape.Type)
        {
            case "structure":
                Structure(element, shape, path);
                break;
            case "list":
                var name = shape.Element!.LocationName ?? "member";
                foreach (var item in element.Elements())
                    if (item.Name.LocalName == name) Value(item, model.Shape(shape.Element), path + "[]");
                    else found.Add($"{path} has {item.Name.LocalName}; documented is {name}");
                break;
            case "map":
                break;
            default:
                if (element.HasElements || !IsOf(shape.Type, element.Value)) found.Add($"{path} is '{element.Value}'; documented is {shape.Type}");
                else if (shape.Values.Count > 0 && !shape.Values.Contains(element.Value)) found.Add($"{path} is '{element.Value}', which is not among {string.Join(", ", shape.Values)}");
                break;
        }
    }

    private bool IsFlattened(ShapeMember member) => model.Shape(member) is { Type: "list" } shape && (member.IsFlattened || shape.IsFlattened);

    private string NameOf(string name, ShapeMember member) =>
        member.LocationName ?? (IsFlattened(member) ? model.Shape(member).Element!.LocationName : null) ?? name;

    private static bool IsOf(string type, string text) => type switch
    {
        "boolean" => text is "true" or "false",
        "integer" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "long" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "float" or "double" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        "timestamp" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
