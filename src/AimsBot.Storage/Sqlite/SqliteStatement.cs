using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AimsBot.Storage.Sqlite;

/// <summary>
/// A prepared statement with its parameters, made once for a connection and used again and again. It speaks to SQLite itself:
/// commands and readers of ADO.NET were a quarter of what a commit costs on the writer's thread.
/// </summary>
/// <param name="parameters">Their names, without the dollar, in the order in which values come.</param>
internal sealed class SqliteStatement(SqliteConnection connection, string sql, params string[] parameters) : IDisposable
{
    private readonly int[] _places = new int[parameters.Length];
    private sqlite3_stmt? _statement;

    /// <summary>How many rows it changed.</summary>
    /// <exception cref="SqliteException">SQLite refused it.</exception>
    public int Run(params ReadOnlySpan<SqliteValue> values)
    {
        var statement = Prepared(values);
        try
        {
            Step(statement);
            return raw.sqlite3_changes(connection.Handle);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>The rows that it finds. To be disposed of, since until then what it reads stays as it was.</summary>
    public SqliteRows Read(params ReadOnlySpan<SqliteValue> values) => new(this, Prepared(values));

    public void Dispose() => _statement?.Dispose();

    /// <summary>Whether there is another row.</summary>
    internal bool Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return false;
    }

    private sqlite3_stmt Prepared(ReadOnlySpan<SqliteValue> values)
    {
        // A value too many would be written nowhere.
        if (values.Length != _places.Length) throw new ArgumentException($"{values.Length} values for {_places.Length} parameters: {sql}", nameof(values));
        var statement = _statement ??= Prepare();
        for (var i = 0; i < _places.Length; i++) Check(values[i].Bind(statement, _places[i]));
        return statement;
    }

    private sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        for (var i = 0; i < _places.Length; i++) _places[i] = raw.sqlite3_bind_parameter_index(statement, "$" + parameters[i]);
        return statement;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);
}

/// <summary>A value of a parameter: a number, a text, bytes, or nothing.</summary>
internal readonly record struct SqliteValue
{
    private readonly long _number;
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Kind _kind;

    private SqliteValue(Kind kind, long number = 0, string? text = null, ReadOnlyMemory<byte> bytes = default) =>
        (_kind, _number, _text, _bytes) = (kind, number, text, bytes);

    public static implicit operator SqliteValue(long number) => new(Kind.Number, number);
    public static implicit operator SqliteValue(string? text) => new(text is null ? Kind.Nothing : Kind.Text, text: text);
    public static implicit operator SqliteValue(byte[] bytes) => new(Kind.Bytes, bytes: bytes);
    public static implicit operator SqliteValue(ReadOnlyMemory<byte> bytes) => new(Kind.Bytes, bytes: bytes);

    /// <summary>SQLite's code. It keeps a copy of its own.</summary>
    public int Bind(sqlite3_stmt statement, int place) => _kind switch
    {
        Kind.Number => raw.sqlite3_bind_int64(statement, place, _number),
        Kind.Text => BindText(statement, place, _text!),
        Kind.Bytes => raw.sqlite3_bind_blob(statement, place, _bytes.Span),
        _ => raw.sqlite3_bind_null(statement, place),
    };

    // Given a string, it would make an array of the bytes of each.
    private static int BindText(sqlite3_stmt statement, int place, string text)
    {
        if (text.Length is 0 or > LongestOnStack) return raw.sqlite3_bind_text(statement, place, text);
        Span<byte> bytes = stackalloc byte[3 * LongestOnStack];
        return raw.sqlite3_bind_text(statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private const int LongestOnStack = 128;

    private enum Kind
    {
        Nothing,
        Number,
        Text,
        Bytes,
    }
}

/// <summary>The rows that a statement finds, one at a time. What a column gives as bytes holds until the next row.</summary>
internal readonly ref struct SqliteRows(SqliteStatement statement, sqlite3_stmt handle)
{
    public bool Read() => statement.Step(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int(int column) => raw.sqlite3_column_int(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => raw.sqlite3_reset(handle);
}
