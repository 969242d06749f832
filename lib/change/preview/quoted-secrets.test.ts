import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluator } from '#lib/change/preview/evaluate.ts'
import { withoutSecretsOf } from '#lib/change/preview/quoted-secrets.ts'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'
import { createConfigHub } from '#lib/confighub/create.ts'

const document = `apiVersion: v1
kind: Secret
metadata: {name: db, namespace: trading}
data:
  user: YWRtaW4tb2YtYWxs
stringData:
  pin: 1234
  letter: "q"
  flow: {a: maple-street, b: "oak \\"17\\" lane"}
  file: |
    first line of it
    second line of it
`

describe('a sentence about a document', () => {
  it.each([
    ['its value', 'Operation 1 (test /data/user): the value is "YWRtaW4tb2YtYWxs", not "x"', 'YWRtaW4t'],
    ['its value decoded', 'the user admin-of-all is not known', 'admin-of-all'],
    ['a number', 'the value is 1234, not 1', '1234'],
    ['one letter', 'the value is "q", not "p"', '"q"'],
    ['a map', 'the value is {"a":"maple-street","b":"oak \\"17\\" lane"}, not 3', 'maple|oak'],
    ['lines', 'the value is "first line of it\\nsecond line of it\\n", not 3', 'line of it'],
  ])('does not tell %s', (_, sentence, secret) => {
    const shown = withoutSecretsOf(document, sentence)

    expect(shown).not.toMatch(new RegExp(secret))
    expect(shown).toContain(mask)
  })

  it.each([
    'Operation 1 (test /metadata/name): the value is "db", not "dc"',
    'There is no "quantity" in trading',
    'The list has 1 item',
  ])('tells what is no secret: %s', (sentence) => {
    expect(withoutSecretsOf(document, sentence)).toBe(sentence)
  })

  it('is masked as text too, whatever the document', () => {
    expect(withoutSecretsOf('a: 1', 'connecting with password=hunter2 failed')).not.toContain('hunter2')
  })

  it('about a document that cannot be read tells none of its secrets', () => {
    const broken = 'kind: Secret\ndata:\n  a: dHVlc2RheQ==\n b: [\n'

    expect(withoutSecretsOf(broken, 'line 3: dHVlc2RheQ==')).not.toContain('dHVlc2RheQ')
  })

  it('never tells a secret that it quotes, whatever its letters', () => {
    const secrets = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => /\w/.test(text))
    fc.assert(
      fc.property(secrets, (secret) => {
        const text = `kind: Secret\nstringData:\n  a: ${JSON.stringify(secret)}\n`
        // `$b` and `none` are no secrets.
        fc.pre(maskConfig(text).masked > 0)
        const shown = withoutSecretsOf(text, `the value is ${JSON.stringify(secret)}, not 0`)
        expect(shown).toContain(mask)
        expect(shown).not.toContain(JSON.stringify(secret))
      }),
    )
  })
})

describe('a JSON Patch that does not fit', () => {
  const secret = 'kind: Secret\nmetadata: {name: db}\nstringData: {a: tuesday-horse, pin: 4711}\n'
  const unit = { UnitID: 'u', SpaceID: 's', Slug: 'a', SpaceSlug: 'b', HeadRevisionNum: 1, DataHash: 'x' }
  // Documents are patched here: no hub is asked.
  const nobody = createConfigHub({ base: 'http://hub.test', send: () => Promise.reject(new Error('asked')) })

  it.each([
    '[{"op": "test", "path": "/stringData/a", "value": 1}]',
    '[{"op": "test", "path": "/stringData/pin", "value": 1}]',
    '[{"op": "test", "path": "/stringData", "value": 1}]',
    '[{"op": "test", "path": "", "value": 1}]',
    '[{"op": "move", "from": "/stringData/a", "path": "/kind"}, {"op": "test", "path": "/kind", "value": 1}]',
    '[{"op": "replace", "path": "/kind", "value": "X"}, {"op": "test", "path": "/stringData/a", "value": 1}]',
  ])('does not tell what the Secret holds: %s', async (text) => {
    const [evaluation] = await evaluator(nobody, { kind: 'json', text })([{ unit, text: secret }])

    expect(evaluation).toMatchObject({ reason: expect.stringContaining('the value is') })
    expect(JSON.stringify(evaluation)).not.toMatch(/tuesday-horse|4711/)
  })
})
