using Microsoft.Data.Sqlite;

namespace AimsBot.Storage.Sqlite;

/// <summary>A prepared statement with its parameters, made once for a connection and used again and again.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    public SqliteStatement(SqliteConnection connection, string sql, params string[] parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of the store.
        _command.CommandText = sql;
#pragma warning restore CA2100
        _parameters = [.. parameters.Select(name => _command.Parameters.Add(new SqliteParameter { ParameterName = "$" + name }))];
    }

    public int Run(params ReadOnlySpan<object?> values)
    {
        Set(values);
        return _command.ExecuteNonQuery();
    }

    public object? Scalar(params ReadOnlySpan<object?> values)
    {
        Set(values);
        return _command.ExecuteScalar();
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Set(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Set(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) _parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
