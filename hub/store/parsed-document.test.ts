import { expect, it } from 'vitest'
import { parseDocument } from '#hub/store/parse-document.ts'
import { parsedDocument } from '#hub/store/parsed-document.ts'

const resource = (index: number) => `kind: ConfigMap\nmetadata:\n  name: c-${index}\ndata:\n  a: "${index}"\n`
const large = Array.from({ length: 5_000 }, (_, index) => resource(index)).join('---\n')

it.each([
  ['small', resource(1)],
  ['large', large],
  ['large and not YAML', `${large}---\na: [1\nb: 2\n`],
  ['large and not storable', `${large}---\na: "\\ud800"\n`],
])('a %s document is read the same, here or beside the hub', async (_what, text) => {
  expect(await parsedDocument(text)).toEqual(parseDocument(text))
})

it('large documents leave the hub free: other work goes on while one is read', async () => {
  let turns = 0
  const reading = parsedDocument(`${large}# another\n`).then(() => turns)
  const turn = () => {
    turns += 1
    if (turns < 1000) setImmediate(turn)
  }
  turn()

  expect(await reading).toBeGreaterThan(100)
})
