// Checks the Bicep files without the Bicep CLI: syntax, and that names agree from one file to the other.
//   (cd tests/peers && npm ci --ignore-scripts --no-audit --no-fund) && node infra/check.mjs [folder]
// One line for each finding, file:line:column: text. Exit code 1 when there is any, 2 when the parser is not installed.
// What it cannot see: types, property names, whether Azure takes a value. That is for `az bicep build` and a what-if.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const root = path.resolve(process.argv[2] ?? here);
const findings = [];
const parse = parser();

const templates = new Map(filesOf('.bicep').map(file => [file, surface(file)]));
const parameters = filesOf('.bicepparam');
if (templates.size === 0) { say(root, null, 'no .bicep file'); }
for (const [file, template] of templates) { checkModules(file, template); }
for (const file of parameters) { checkParameters(file); }

findings.forEach(finding => console.log(finding));
console.log(`${templates.size} .bicep, ${parameters.length} .bicepparam: ${findings.length} finding(s)`);
process.exit(findings.length ? 1 : 0);

function parser() {
  try {
    const require = createRequire(path.join(here, '../tests/peers/package.json'));
    const Parser = require('tree-sitter');
    const made = new Parser();
    made.setLanguage(require('tree-sitter-bicep'));
    return text => made.parse(at => text.slice(at, at + 16384)).rootNode;
  } catch (missing) {
    console.error(`${missing.message}\nfirst: cd tests/peers && npm ci --ignore-scripts --no-audit --no-fund`);
    process.exit(2);
  }
}

function filesOf(ending) {
  return fs.readdirSync(root, { recursive: true }).filter(name => name.endsWith(ending)).sort()
    .map(name => path.join(root, name));
}

function say(file, node, text) {
  const at = node ? `:${node.startPosition.row + 1}:${node.startPosition.column + 1}` : '';
  findings.push(`${path.relative(process.cwd(), file)}${at}: ${text}`);
}

function syntax(file, text) {
  const tree = parse(text);
  (function walk(node) {
    if (node.isMissing) { say(file, node, `${node.type} is missing`); }
    else if (node.isError) { say(file, node, `not understood: ${JSON.stringify(node.text.slice(0, 40))}`); }
    else if (node.hasError) { node.children.forEach(walk); }
  })(tree);
  return tree;
}

// What a file asks for and gives: its parameters, its outputs, the modules it uses.
function surface(file) {
  const tree = syntax(file, fs.readFileSync(file, 'utf8'));
  const named = type => tree.namedChildren.filter(node => node.type === type).map(node => [nameOf(node), node]);
  return {
    tree,
    params: new Map(named('parameter_declaration').map(([name, node]) => [name, { optional: hasDefault(node) }])),
    outputs: new Set(named('output_declaration').map(([name]) => name)),
    modules: new Map(named('module_declaration')),
  };
}

function nameOf(node) {
  return node.namedChildren.find(child => child.type === 'identifier')?.text;
}

function hasDefault(node) {
  return node.children.some(child => child.text === '=');
}

function checkModules(file, { tree, modules }) {
  for (const [name, node] of modules) {
    const target = path.join(path.dirname(file), stringIn(node));
    const inner = templates.get(target);
    if (!inner) { say(file, node, `module ${name}: there is no ${stringIn(node)}`); continue; }
    checkGiven(file, node, `module ${name}`, argumentsOf(node), inner.params);
    for (const use of tree.descendantsOfType('member_expression')) {
      const output = new RegExp(`^${name}\\.outputs\\.(\\w+)$`).exec(use.text)?.[1];
      if (output && !inner.outputs.has(output)) { say(file, use, `module ${name} has no output ${output}`); }
    }
  }
}

function stringIn(node) {
  return node.namedChildren.find(child => child.type === 'string').text.slice(1, -1);
}

function argumentsOf(module) {
  const body = module.descendantsOfType('object')[0];
  const params = body?.namedChildren.find(property => property.namedChildren[0].text === 'params');
  return (params?.namedChildren[1].namedChildren ?? [])
    .filter(property => property.type === 'object_property')
    .map(property => [property.namedChildren[0].text, property]);
}

function checkGiven(file, node, what, given, asked) {
  for (const [name, where] of given) {
    if (!asked.has(name)) { say(file, where, `${what} has no parameter ${name}`); }
  }
  for (const [name, { optional }] of asked) {
    if (!optional && !given.some(([one]) => one === name)) { say(file, node, `${what} needs the parameter ${name}`); }
  }
}

// The grammar knows `var x = 1` but not the parameter file's `param x = 1`; the words are made equally long.
function checkParameters(file) {
  const tree = syntax(file, fs.readFileSync(file, 'utf8').replace(/^param(?=\s+\w+\s*=)/gm, 'var  '));
  const using = tree.namedChildren.find(node => node.type === 'using_statement');
  const template = using && templates.get(path.join(path.dirname(file), stringIn(using)));
  if (!template) { say(file, using, 'using names no file that is there'); return; }
  const given = tree.namedChildren.filter(node => node.type === 'variable_declaration').map(node => [nameOf(node), node]);
  checkGiven(file, using, 'the template', given, template.params);
  given.filter(([name], at) => given.findIndex(([one]) => one === name) < at)
    .forEach(([name, node]) => say(file, node, `${name} is given twice`));
}
