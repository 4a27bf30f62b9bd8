// Lists what is wrong with an AsyncAPI document: node validate-asyncapi.mjs asyncapi.yaml. Ends with 1 where it is invalid.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

// By the number that the parser gives them.
const SEVERITIES = ['error', 'warning', 'information', 'hint'];

const [, , file] = process.argv;
const problems = await new Parser().validate(await readFile(file, 'utf8'), { source: file });
for (const { severity, path, range, message } of problems) {
  console.log(`${file}:${range.start.line + 1} ${SEVERITIES[severity]} ${path.join('.')}: ${message}`);
}
process.exitCode = problems.some(({ severity }) => SEVERITIES[severity] === 'error') ? 1 : 0;
