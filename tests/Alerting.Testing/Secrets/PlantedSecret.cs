namespace Alerting.Testing.Secrets;

/// <summary>A credential, made up, in a text that somebody might log.</summary>
/// <param name="Kind">What it is; several may be of one kind.</param>
/// <param name="Needle">
/// What must be found nowhere: letters and digits alone, so that no encoding of texts hides it, drawn by chance.
/// </param>
/// <param name="Text">One line, or several; has the needle once.</param>
public sealed record PlantedSecret(string Kind, string Needle, string Text);
