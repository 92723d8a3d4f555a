import assert from 'node:assert/strict';
import { it } from 'node:test';
import { constantBody, constantRules, textOfBody, textOfRules } from './constants.ts';

it('renders bodies and rules alike, whether many answers share them or not', () => {
  const body = constantBody({ success: true });
  assert.deepEqual([textOfBody(body), textOfBody({ ...body })], ['{"success":true}', '{"success":true}']);
  const rules = constantRules('AST-GROUP-002', 'AST-GROUP-003');
  assert.deepEqual(
    [textOfRules(rules), textOfRules([...rules])],
    ['AST-GROUP-002, AST-GROUP-003', 'AST-GROUP-002, AST-GROUP-003'],
  );
});

it('lets nobody change what is rendered already', () => {
  const body: Record<string, boolean> = constantBody({ success: true });
  assert.throws(() => {
    body.success = false;
  }, TypeError);
  assert.throws(() => (constantRules('AST-TRACK-001') as string[]).push('AST-TRACK-002'), TypeError);
});
