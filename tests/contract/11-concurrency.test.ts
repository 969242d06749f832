import { describe, expect, inject, it } from 'vitest'
import { call, get } from '#tests/contract/http.ts'
import { document, putDocument, revisions, type UnitAt, unitAt, written } from '#tests/contract/units.ts'

const writers = 16
const writesEach = 4

describe.each(inject('writingHubs'))('many writers of one unit on $database (contract 11.8)', (hub) => {
  it('lose no update and leave no gaps', async () => {
    const unit = await unitAt(hub, 'prod-eu-cph', 'trade-service')
    const before = await document(hub, unit)
    const conflicts = await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        let refused = 0
        for (let write = 0; write < writesEach; write += 1) {
          refused += await appendLine(unit, `# writer ${writer} line ${write}`)
        }
        return refused
      }),
    )

    const after = await document(hub, unit)
    expect(after.startsWith(before)).toBe(true)
    const lines = after.slice(before.length).trimEnd().split('\n')
    const expected = Array.from(
      { length: writers * writesEach },
      (_, index) => `# writer ${Math.floor(index / writesEach)} line ${index % writesEach}`,
    )
    expect(lines.toSorted()).toEqual(expected.toSorted())
    const numbers = (await revisions(hub, unit)).map((item) => item.Revision.RevisionNum)
    const head = unit.HeadRevisionNum + writers * writesEach
    expect(numbers).toEqual(Array.from({ length: head }, (_, index) => head - index))
    // Without a single conflict the writers never collided, and the test would prove nothing.
    expect(conflicts.reduce((sum, refused) => sum + refused, 0)).toBeGreaterThan(0)
  })

  it('number the revisions of unconditional writers one by one', async () => {
    const unit = await unitAt(hub, 'prod-eu-osl', 'trade-service')
    const text = await document(hub, unit)
    const answers = await Promise.all(
      Array.from({ length: writers }, (_, writer) =>
        putDocument(hub, unit, text.replace('replicas: 3', `replicas: ${100 + writer}`)),
      ),
    )

    const given = answers.map((answer) => written(answer).Unit.HeadRevisionNum ?? 0)
    expect(given.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: writers }, (_, index) => unit.HeadRevisionNum + 1 + index),
    )
    expect(await revisions(hub, unit)).toHaveLength(unit.HeadRevisionNum + writers)
  })

  it('can mix functions over many units with writes of single documents', async () => {
    const where = "Slug = 'reference-data' AND Space.Labels.Continent = 'south-america'"
    const unit = await unitAt(hub, 'prod-cl-scl', 'reference-data')
    const invoke = (replicas: number) =>
      call(hub, 'POST', '/function/invoke', {
        query: { where },
        body: {
          ToolchainType: 'Kubernetes/YAML',
          FunctionInvocations: [
            { FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: replicas }] },
          ],
        },
      })
    const [first, , second] = await Promise.all([
      invoke(2),
      appendLine(unit, '# between the two'),
      invoke(4),
      appendLine(unit, '# and after'),
    ])

    expect([first.status, second.status]).toEqual([200, 200])
    const numbers = (await revisions(hub, unit)).map((item) => item.Revision.RevisionNum)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => numbers.length - index))
    const text = await document(hub, unit)
    expect(text).toMatch(/# between the two\n/)
    expect(text).toMatch(/# and after\n/)
    expect(text).toMatch(/^ {2}replicas: [24]$/m)
  })

  /** Reads, appends and writes with If-Match until it succeeds. Returns the number of refusals. */
  async function appendLine(unit: UnitAt, line: string): Promise<number> {
    for (let refused = 0; refused < 1000; refused += 1) {
      const read = await get(hub, `${unit.path}/data`)
      const ifMatch = (read.headers.get('ETag') ?? '').replaceAll('"', '')
      const answer = await putDocument(hub, unit, `${read.text}${line}\n`, { ifMatch })
      if (answer.status === 200) return refused
      if (answer.status !== 409) throw new Error(`${answer.status} ${answer.text}`)
    }
    throw new Error('a thousand refusals in a row')
  }
})
