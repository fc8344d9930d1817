using Alerting.Adapters.Tables.Azure;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

public sealed class AzureTableOptionsTests
{
    private const string Secret = "c2VjcmV0IHNlY3JldA==";

    [Theory]
    [InlineData(
        $"DefaultEndpointsProtocol=https;AccountName=acct;AccountKey={Secret};EndpointSuffix=core.windows.net",
        "https://acct.table.core.windows.net/")]
    [InlineData($"AccountName=acct;AccountKey={Secret}", "https://acct.table.core.windows.net/")]
    [InlineData(
        $"accountname = acct; accountkey = {Secret}; EndpointSuffix=core.chinacloudapi.cn;",
        "https://acct.table.core.chinacloudapi.cn/")]
    [InlineData(
        $"BlobEndpoint=http://x/;AccountName=acct;AccountKey={Secret};TableEndpoint=http://127.0.0.1:1/acct",
        "http://127.0.0.1:1/acct")]
    public void A_connection_string_is_read(string text, string endpoint)
    {
        var options = AzureTableOptions.Parse(text);

        Assert.Equal((endpoint, "acct", "alerting"), (options.Endpoint.AbsoluteUri, options.Account, options.Table));
        Assert.Null(options.Credential);
        _ = new AzureTableStore(options, new FixedClock());
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData(
        "UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite:8080",
        "http://azurite:10002/devstoreaccount1")]
    public void Development_storage_is_the_emulator(string text, string endpoint)
    {
        var options = AzureTableOptions.Parse(text);

        Assert.Equal((endpoint, "devstoreaccount1"), (options.Endpoint.AbsoluteUri, options.Account));
    }

    [Theory]
    [InlineData("", "AccountName is missing")]
    [InlineData($"AccountKey={Secret}", "AccountName is missing")]
    [InlineData("AccountName=acct", "AccountKey is missing")]
    [InlineData("AccountName=acct;AccountKey=", "AccountKey is missing")]
    [InlineData("AccountName=acct;AccountKey=not base64 at all", "not base64")]
    [InlineData("AccountName=acct;c2VjcmV0IHNlY3JldA", "not Name=value")]
    [InlineData($"AccountName=acct;AccountKey={Secret};AccountKey={Secret}", "AccountKey is given twice")]
    [InlineData($"AccountName=acct;AccountKey={Secret};TableEndpoint=nowhere", "TableEndpoint")]
    [InlineData($"DefaultEndpointsProtocol=ftp;AccountName=acct;AccountKey={Secret}", "DefaultEndpointsProtocol")]
    [InlineData("TableEndpoint=https://a.test;SharedAccessSignature=sv=1&sig=c2VjcmV0", "SharedAccessSignature")]
    public void What_is_wrong_is_named_and_no_secret_is_shown(string text, string said)
    {
        var wrong = Assert.Throws<FormatException>(() => AzureTableOptions.Parse(text));

        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2Vj", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("at all", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_not_printed() =>
        Assert.Equal("account acct, key hidden", new AzureTableKey("acct", Secret).ToString());

    // Example values of nobody; the signature was made with openssl: printf '...' | openssl dgst -sha256 -hmac.
    [Fact]
    public void A_signature_is_what_openssl_makes_of_it() =>
        Assert.Equal(
            "SfI8Q/ZE1F5EaspVYDz4vce4jCXQOxrRjkXyJxWr5BY=",
            new AzureTableKey("acct", Secret).Sign("Mon, 02 Mar 2026 08:00:00 GMT", "/alerting(PartitionKey='p')"));

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a-b")]
    [InlineData("abc\n")]
    public void A_table_of_another_name_than_the_service_allows_is_refused(string table) =>
        Assert.Throws<ArgumentException>(() => new AzureTableStore(
            new() { Endpoint = new("https://x.test"), Table = table, Key = new("x", Secret) }, new FixedClock()));

    [Fact]
    public void Neither_key_nor_identity_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => new AzureTableStore(new() { Endpoint = new("https://x.test") }, new FixedClock()));
}
