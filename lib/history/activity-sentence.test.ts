import { describe, expect, it } from 'vitest'
import { describeChange as tell } from '#lib/history/activity-sentence.ts'

/** A real tag reveals nothing; here two secrets differ at their ends, so that is enough. */
const options = { fingerprint: (secret: string) => secret.slice(-1) }
const describeChange = (before: string | undefined, after: string) => tell(before, after, options)

const deployment = (replicas: number, image = 'traderx/trade:1', more = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: trade
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
        - name: trade
          image: ${image}
${more}`
const map = (lines: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n${lines}`

describe('describeChange', () => {
  it.each([
    [deployment(3), deployment(5), 'spec.replicas 3 → 5, image unchanged'],
    [deployment(3), deployment(5, 'traderx/trade:2'), 'trade image :1 → :2, spec.replicas 3 → 5'],
    [deployment(3), deployment(3, 'evil/trade:1'), 'trade image traderx/trade:1 → evil/trade:1'],
    [deployment(3), deployment(3, 'traderx/trade'), 'trade image traderx/trade:1 → traderx/trade'],
    [map('data: {a: x}\n'), map('data: {a: z}\n'), 'data.a x → z'],
    [deployment(3), deployment(3), 'No change to the data'],
    [deployment(3), `${deployment(3)}# calm\n`, 'Comments or formatting only'],
    ['', deployment(3), 'First document: Deployment trade'],
    [undefined, '', 'Created, without a document'],
    [undefined, `${deployment(3)}---\n${map('data: {}\n')}`, 'Created: Deployment trade, ConfigMap settings'],
  ])('describes the differences in one sentence', (before, after, sentence) => {
    expect(describeChange(before, after)).toEqual({ sentence })
  })

  it('names image and replicas first, even if other changes come earlier in the document', () => {
    const before = deployment(3).replace('name: trade\n', 'name: trade\n  labels: {a: x, b: x, c: x}\n')
    const after = deployment(5).replace('name: trade\n', 'name: trade\n  labels: {a: z, b: z, c: z}\n')

    expect(describeChange(before, after)).toEqual({
      sentence: 'spec.replicas 3 → 5, metadata.labels.a x → z and 2 more, image unchanged',
    })
  })

  it('says that it does not know what a text that is not YAML changed', () => {
    expect(describeChange(deployment(3), 'a: [')).toEqual({ unknown: 'unreadable' })
    expect(describeChange('a: [', deployment(3))).toEqual({ unknown: 'unreadable' })
  })

  it.each([
    [(value: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {user: ${value}}\n`],
    [(value: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {user: ${value}}\n`],
    [(value: string) => map(`data: {db_password: ${value}}\n`)],
    // Only the name beside the value shows that it is a secret; the path `settings.0.value` does not.
    [(value: string) => `kind: App\nsettings:\n  - key: DB_PASSWORD\n    value: ${value}\n`],
    [
      (value: string) =>
        deployment(
          3,
          'traderx/trade:1',
          `          env:\n            - name: DB_PASSWORD\n              value: ${value}\n`,
        ),
    ],
  ])('never reveals a secret, however it changes', (document) => {
    const [told, added, removed] = [
      describeChange(document('hunter2'), document('hunter3')),
      describeChange(map('data: {}\n'), document('hunter2')),
      describeChange(document('hunter2'), map('data: {}\n')),
    ].map((each) => JSON.stringify(each))

    expect(told).toMatch(/•{8}2 → •{8}3/)
    expect(`${told}${added}${removed}`).not.toContain('hunter')
  })
})
