using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Notejam.Polyfills.Aws.Generator.Json;

/// <summary>
/// Reads JSON into <see cref="JsonObject"/>, lists, strings, doubles, booleans and null. Home-made because a source
/// generator cannot count on System.Text.Json being loadable in every compiler host.
/// </summary>
internal sealed class JsonReader
{
    private readonly string _text;
    private int _position;

    private JsonReader(string text) => _text = text;

    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="FormatException">The text is not JSON; the message says where.</exception>
    public static object? Parse(string text)
    {
        var reader = new JsonReader(text);
        var value = reader.Value();
        reader.SkipSpace();
        return reader._position == text.Length ? value : throw reader.Bad("trailing data");
    }

    private FormatException Bad(string problem) => new($"JSON: {problem} at {_position}");

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n' or '\r' or '\t' or '\uFEFF') _position++;
    }

    /// <summary>The next character that is not space; 0 at the end.</summary>
    private char Peek()
    {
        SkipSpace();
        return _position < _text.Length ? _text[_position] : '\0';
    }

    private void Expect(char character)
    {
        if (Peek() != character) throw Bad($"expected {character}");
        _position++;
    }

    private object? Value() => Peek() switch
    {
        '{' => Object(),
        '[' => Array(),
        '"' => String(),
        't' => Word("true", true),
        'f' => Word("false", false),
        'n' => Word("null", null),
        _ => Number(),
    };

    private JsonObject Object()
    {
        var result = new JsonObject();
        Expect('{');
        if (Peek() != '}')
        {
            do
            {
                if (Peek() != '"') throw Bad("expected a member name");
                var name = String();
                Expect(':');
                result.Add(name, Value());
            }
            while (HasMore('}'));
        }

        Expect('}');
        return result;
    }

    private List<object?> Array()
    {
        var result = new List<object?>();
        Expect('[');
        if (Peek() != ']')
        {
            do result.Add(Value());
            while (HasMore(']'));
        }

        Expect(']');
        return result;
    }

    private bool HasMore(char end)
    {
        var next = Peek();
        if (next == end) return false;
        if (next != ',') throw Bad($"expected , or {end}");
        _position++;
        return true;
    }

    private object? Word(string word, object? value)
    {
        if (string.CompareOrdinal(_text, _position, word, 0, word.Length) != 0) throw Bad("unexpected word");
        _position += word.Length;
        return value;
    }

    private double Number()
    {
        var start = _position;
        while (_position < _text.Length && "+-0123456789.eE".IndexOf(_text[_position]) >= 0) _position++;
        if (start == _position) throw Bad(start == _text.Length ? "unexpected end" : "unexpected character");
        var digits = _text.Substring(start, _position - start);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad($"bad number {digits}");
    }

    private string String()
    {
        Expect('"');
        var result = new StringBuilder();
        for (var character = Next(); character != '"'; character = Next())
            result.Append(character == '\\' ? Escape() : character);
        return result.ToString();
    }

    private char Next() => _position < _text.Length ? _text[_position++] : throw Bad("unterminated string");

    private char Escape()
    {
        var character = Next();
        return character switch
        {
            '"' or '\\' or '/' => character,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            'u' => CodeUnit(),
            _ => throw Bad($"unknown escape \\{character}"),
        };
    }

    private char CodeUnit()
    {
        if (_position + 4 > _text.Length) throw Bad("unterminated string");
        var digits = _text.Substring(_position, 4);
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw Bad($"bad escape \\u{digits}");
        _position += 4;
        return (char)unit;
    }
}
