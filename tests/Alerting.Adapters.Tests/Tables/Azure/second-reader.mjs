// Reads what the adapter wrote with Azure's own client, and writes what the adapter reads.
// node second-reader.mjs CONNECTION_STRING TABLE PACKAGE_JSON; prints one JSON object.
import { createRequire } from "node:module";

const [connection, table, packages] = process.argv.slice(2);
const { TableClient } = createRequire(packages)("@azure/data-tables");
const client = TableClient.fromConnectionString(connection, table, { allowInsecureConnection: true });

const shown = (entity) =>
  Object.fromEntries(
    Object.entries(entity)
      .filter(([name]) => !["etag", "timestamp", "AlertingCommit"].includes(name) && !name.startsWith("odata."))
      .map(([name, value]) => [
        name,
        value instanceof Uint8Array
          ? { type: "Binary", value: Buffer.from(value).toString("base64") }
          : typeof value === "object"
            ? value
            : { type: typeof value, value },
      ]),
  );

const ours = await client.getEntity("ours", "it's 100% \u{1F600}", { disableTypeConversion: true });

await client.createEntity({
  partitionKey: "theirs",
  rowKey: "every type's \u4e2d",
  Text: "quo\"ted \u00e4 \u{1F600}",
  Int: { type: "Int32", value: "-7" },
  Long: { type: "Int64", value: "9223372036854775807" },
  Double: { type: "Double", value: "0.1" },
  Whole: { type: "Double", value: "3.0" },
  Truth: { type: "Boolean", value: "true" },
  Instant: { type: "DateTime", value: "2026-03-02T08:00:00.1234567Z" },
  Guid: { type: "Guid", value: "00112233-4455-6677-8899-aabbccddeeff" },
  Bytes: { type: "Binary", value: "AAEC/w==" },
});

const before = [];
for await (const entity of client.listEntities({ queryOptions: { filter: "PartitionKey eq 'both'" } })) {
  before.push([entity.rowKey, entity.Number, entity.etag]);
}

await client.submitTransaction([
  ["create", { partitionKey: "both", rowKey: "new", Number: 4 }],
  ["update", { partitionKey: "both", rowKey: "a", Number: 10 }, "Replace", { etag: before[0][2] }],
  ["delete", { partitionKey: "both", rowKey: "b" }],
]);

console.log(JSON.stringify({ ours: shown(ours), before }));
