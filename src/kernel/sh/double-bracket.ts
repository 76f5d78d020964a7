import type { TestExpression } from 'unbash';
import { BadRegExp, toRegExp } from '../programs/lib/regexp.ts';
import { runTest } from '../programs/lib/test.ts';
import { ShellError } from './control.ts';
import { expandPattern, expandText } from './expand.ts';
import { matches } from './pattern.ts';
import type { Shell } from './shell.ts';

/**
 * `[[ … ]]`: as `[`, but words are not split, `==` takes a pattern and `=~` a regular expression. 2
 * when that is none (bash's manual, "Conditional Constructs").
 */
export async function testStatus(shell: Shell, node: TestExpression): Promise<0 | 1 | 2> {
  try {
    return (await testHolds(shell, node)) ? 0 : 1;
  } catch (error) {
    if (error instanceof BadRegExp) return 2;
    throw error;
  }
}

async function testHolds(shell: Shell, node: TestExpression): Promise<boolean> {
  switch (node.type) {
    case 'TestNot':
      return (await testHolds(shell, node.operand)) === (node.negations.length % 2 === 0);
    case 'TestGroup':
      return testHolds(shell, node.expression);
    case 'TestLogical': {
      for (const operand of node.operands)
        if ((await testHolds(shell, operand)) === (node.operator === '||')) return node.operator === '||';
      return node.operator === '&&';
    }
    case 'TestUnary':
      return simple(shell, [node.operator, await expandText(shell, node.operand)]);
    case 'TestBinary':
      return binary(shell, node);
  }
}

async function binary(shell: Shell, node: Extract<TestExpression, { type: 'TestBinary' }>): Promise<boolean> {
  const left = await expandText(shell, node.left);
  if (node.operator === '=~') return toRegExp(await expandText(shell, node.right), { extended: true }).test(left);
  if (!/^(==?|!=)$/.test(node.operator)) return simple(shell, [left, node.operator, await expandText(shell, node.right)]);
  return matches(await expandPattern(shell, node.right), left) === (node.operator !== '!=');
}

function simple(shell: Shell, words: readonly string[]): boolean {
  const { status, error } = runTest(shell.sys, ['test', ...words]);
  if (error !== undefined) throw new ShellError(error);
  return status === 0;
}
