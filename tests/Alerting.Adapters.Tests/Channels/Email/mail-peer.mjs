// A mail server that other people wrote, with a reader of mail that other people wrote.
// node mail-peer.mjs PACKAGE_JSON OPTIONS_JSON; writes each mail it takes as N.json into the folder that the options name.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.argv[2]);
const { SMTPServer } = require("smtp-server");
const { default: PostalMime } = await import(require.resolve("postal-mime"));
const options = JSON.parse(readFileSync(process.argv[3], "utf8"));
let taken = 0;

const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  secure: options.secure,
  key: options.key,
  cert: options.cert,
  authMethods: options.methods,
  authOptional: options.methods.length === 0,
  disabledCommands: options.methods.length === 0 ? ["AUTH"] : [],
  size: 200000,
  logger: false,
  onAuth(auth, session, done) {
    const isRight = auth.username === "alerts"
      && (auth.method === "CRAM-MD5" ? auth.validatePassword("open sesame") : auth.password === "open sesame");
    done(isRight ? null : refusal(535, "5.7.8 who are you"), isRight ? { user: `${auth.username} by ${auth.method}` } : undefined);
  },
  onRcptTo(address, session, done) {
    done(address.address.startsWith("nobody") ? refusal(550, "5.1.1 no such user")
      : address.address.startsWith("later") ? refusal(450, "4.7.1 greylisted")
      : null);
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", async () => {
      if (stream.sizeExceeded) {
        return done(refusal(552, "5.3.4 too big"));
      }
      const raw = Buffer.concat(chunks);
      const parsed = await PostalMime.parse(raw);
      const { envelope, user, secure } = session;
      writeFileSync(`${options.folder}/${taken++}.json`, JSON.stringify({
        from: envelope.mailFrom.address, to: envelope.rcptTo.map((it) => it.address), user: user ?? "", isTls: !!secure,
        raw: raw.toString("latin1"), parsed,
      }));
      done(null, "2.0.0 queued");
    });
  },
});
server.on("error", () => {});
server.listen(options.port, "127.0.0.1");
process.stdin.on("end", () => process.exit()).resume();
