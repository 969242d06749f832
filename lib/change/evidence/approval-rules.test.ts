import { expect, it } from 'vitest'
import { approvalRulesOf, checkRules } from '#lib/change/evidence/approval-rules.ts'
import type { Predicate, Statement } from '#lib/change/evidence/statement.ts'
import { noRule } from '#lib/change/record/kept-rules.ts'
import { exampleStatement } from '#lib/change/testing/example-statement.ts'

const statement = exampleStatement(3)
const { approvals } = statement.predicate
const [given] = approvals?.given ?? []
if (approvals === undefined || given === undefined) throw new Error('nobody approved')

function having(change: Partial<Predicate>): Statement {
  return { ...statement, predicate: { ...statement.predicate, ...change } }
}

it('finds that each unit had as many approvals as its rule asked for', () => {
  expect(checkRules(statement)).toMatchObject([
    { verdict: 'passed', text: '3 units needed approvals of others', details: [] },
  ])
})

it('says nothing of a change that was no proposal, and whose record says nothing', () => {
  const { approvalRules: _, approvals: __, ...predicate } = statement.predicate
  expect(checkRules({ ...statement, predicate })).toEqual([])
})

it('does not know it of a proposal whose units, or some of them, have no rules in the record', () => {
  const { approvalRules: _, ...predicate } = statement.predicate
  expect(checkRules({ ...statement, predicate })).toEqual([
    {
      name: 'Approval rules',
      verdict: 'unknown',
      text: 'of 3 units it is not recorded how many they needed',
      details: [],
    },
  ])
  const first = { condition: 'prod', needed: 1, given: 1, subjects: '0' }
  expect(checkRules(having({ approvalRules: [first] }))).toMatchObject([
    {
      verdict: 'unknown',
      text: '1 unit needed approvals of others; of 2 units it is not recorded how many they needed',
    },
  ])
  // Of what the change did not write there is nothing to record.
  const units = { ...statement.predicate.units, unproven: [1, 2] }
  expect(checkRules(having({ approvalRules: [first], units }))).toMatchObject([{ verdict: 'passed' }])
})

it.each<[what: string, change: Partial<Predicate>, details: RegExp]>([
  [
    'of which nobody approved',
    { approvals: { ...approvals, given: [{ ...given, subjects: '0-1' }] } },
    /0002\/trade-service: 0 of 1 that “Labels\.Environment = 'prod'” asks for$/,
  ],
  [
    'that one person approved twice where two are needed',
    {
      approvals: { ...approvals, given: [given, given] },
      approvalRules: [{ condition: 'two', needed: 2, given: 2, subjects: '1' }],
    },
    /0001\/trade-service: 1 of 2/,
  ],
  [
    'of which an approval did not count',
    { approvals: { ...approvals, given: [{ ...given, standing: 'revoked' }] } },
    /: 0 of 1/,
  ],
])('names a unit %s', (_, change, details) => {
  const [check] = checkRules(having(change))
  expect(check?.verdict).toBe('failed')
  expect(check?.details?.at(-1)).toMatch(details)
})

it('asks for none where someone undid their own change, or no rule matched', () => {
  const rules = [
    { condition: 'prod', needed: 1, given: 'exempt' as const, subjects: '0-1' },
    { condition: '', needed: 0, given: 0, subjects: '2' },
  ]
  const { approvals: _, ...predicate } = statement.predicate
  expect(checkRules({ ...statement, predicate: { ...predicate, approvalRules: rules } })).toMatchObject([
    { verdict: 'passed', text: 'no unit needed the approval of another person' },
  ])
})

it('does not know it where it is not known who approved', () => {
  expect(checkRules(having({ approvalsUnknown: 'its record was deleted' }))).toMatchObject([
    { verdict: 'unknown' },
  ])
})

it('names the subjects of each rule, but those of which the record is not true', () => {
  const rule = { condition: 'a', needed: 1, given: 1 }
  const rules = new Map([
    ['one', rule],
    ['two', noRule],
    ['three', rule],
    ['four', rule],
  ])
  const subjects = ['one', 'two', 'three', 'four', 'five'].map((UnitID) => ({
    UnitID,
    isSound: UnitID !== 'three',
  }))
  expect(approvalRulesOf(rules, subjects)).toEqual({
    approvalRules: [
      { ...rule, subjects: '0,3' },
      { ...noRule, subjects: '1' },
    ],
  })
  expect(approvalRulesOf(new Map(), subjects)).toEqual({})
})
