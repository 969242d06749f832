import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { get } from '#tests/contract/http.ts'
import {
  EnvelopeShape,
  ExtendedRevisionShape,
  ExtendedSpaceShape,
  ExtendedUnitShape,
} from '#tests/contract/shapes/answers.ts'
import { unitAt } from '#tests/contract/units.ts'

// Expected rows are facts of the demo fleet; four of its units carry the labels that start-hubs.ts gave them.

describe.each(inject('readingHubs'))('where on $database (contract 6)', (hub) => {
  const units = async (where: string) => {
    const answer = await get(hub, '/unit', { where, include: 'SpaceID' })
    if (answer.status !== 200) throw new Error(`${where}: ${answer.status} ${answer.text}`)
    return z.array(ExtendedUnitShape).parse(answer.json)
  }

  it.each([
    ['', 166],
    ['  \t ', 166],
    ["Slug = 'trade-service'", 56],
    ["Slug!='trade-service'", 110],
    ["Slug = 'trade-service' AND Space.Slug LIKE '%prod%'", 53],
    ["Slug = 'trade-service' AND Space.Labels.Environment = 'prod'", 50],
    ["Slug = 'trade-service' AND Space.Labels.Environment != 'prod'", 0],
    ["Slug = 'trade-service' AND Space.Labels.Environment = 'prod' IS NOT TRUE", 6],
    ["Slug = 'trade-service' AND Space.Labels.Environment = 'prod' IS NOT FALSE", 56],
    ["Space.Labels.Environment IS NULL AND Slug LIKE 'ns-%'", 4],
    ["Space.Labels.Continent IN ('africa', 'oceania')", 12],
    ["Space.Labels.Continent NOT IN ('africa', 'oceania')", 138],
    ["Space.Labels ? 'Region' AND Slug = 'reference-data'", 50],
    ['LEN(Labels) = 2 AND LEN(Space.Labels) = 3', 150],
    ['LEN(Labels) = 0', 13],
    ["Labels.managed-by = 'confighub'", 50],
    ['Labels.Tier IS NOT NULL', 2],
    ["Labels.Tier != 'web'", 1],
    ["Labels.Tier != 'web' IS NOT FALSE", 165],
    ["Labels.app.kubernetes.io/name = 'trade'", 1],
    ["DisplayName ILIKE '%TRADE%'", 1],
    ["Slug ~ '^ns-(eu|us)-'", 24],
    ["Slug ~* '^NS-EU$'", 1],
    ["Slug ~ '^NS-EU$'", 0],
    ["Slug !~ 'e'", 27],
    ["Slug NOT LIKE 'ns-%' AND Slug !~~ 'trade-%'", 56],
    ["Slug LIKE 'trade_service'", 56],
    ["Slug LIKE 'trade'", 0],
    ['HeadRevisionNum > LastReleasedRevisionNum', 6],
    ['LastReleasedRevisionNum = 0', 3],
    ['UpstreamRevisionNum > 0', 163],
    ['UpstreamRevisionNum > 0 AND UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum', 14],
    ["UpstreamUnit.Slug = 'ns-base' AND UpstreamSpace.Slug LIKE '%-infra'", 53],
    ['UpstreamUnitID IS NULL', 3],
    ["Unit.Slug = 'ns-base'", 1],
    ['TargetID IS NULL AND ChangeSetID IS NULL', 166],
    ['LEN(ValidationErrors) > 0', 5],
    ['ValidationErrors.moss-cub-traderx-infra/no-placeholders/vet-placeholders = true', 5],
    ["ValidationErrors ? 'moss-cub-traderx-infra/no-placeholders/vet-placeholders'", 5],
    ["LastChangeDescription LIKE '%(TRD-%'", 3],
    ["CreatedAt > '2100-01-01'", 0],
    ["CreatedAt < '2100-01-01T00:00:00Z' AND UpdatedAt >= CreatedAt", 166],
    ["HeadRevision.Source = 'RestoreRevision'", 2],
    ["HeadRevision.UserAgent = 'capacity-autopilot/1.8'", 1],
    ['HeadRevisionNum IN (2)', 1],
    ['HeadRevisionNum NOT IN (2, 3)', 104],
  ] as const)('%s selects %i units', async (where, expected) => {
    expect(await units(where)).toHaveLength(expected)
  })

  it('finds a unit by its quoted id, alone and in lists', async () => {
    const one = await unitAt(hub, 'prod-jp-osa', 'trade-service')
    const other = await unitAt(hub, 'prod-jp-tyo', 'trade-service')
    const found = async (where: string) => (await units(where)).map((item) => item.Unit.UnitID).sort()

    expect(await found(`UnitID = '${one.UnitID}'`)).toEqual([one.UnitID])
    const both = [one.UnitID, other.UnitID].sort()
    expect(await found(`UnitID IN ('${one.UnitID}', '${other.UnitID}')`)).toEqual(both)
    const rest = `SpaceID IN ('${one.SpaceID}', '${other.SpaceID}') AND UnitID NOT IN ('${one.UnitID}')`
    expect(await found(rest)).toHaveLength(5)
  })

  it('treats every operand as a value, whatever it looks like', async () => {
    for (const text of ['); DROP TABLE Unit; --', '%s $1 :a ?', '{1}', 'x` OR 1=1', '\u00e9 🚀', 'a;b']) {
      expect(await units(`Slug = '${text}'`)).toEqual([])
      expect(await units(`Labels.Tier = '${text}' IS NOT TRUE AND Slug = 'ns-base'`)).toHaveLength(1)
    }
    expect(await units('')).toHaveLength(166)
  })

  it('accepts 1000 values in a list if they fit in the query string', async () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => index + 2)
    // Encoded commas cost three characters each, so the numbers must be short.
    expect(
      await units(
        `HeadRevisionNum IN (${numbers
          .slice(0, 900)
          .map((n) => n % 100)
          .join(',')})`,
      ),
    ).toHaveLength(166)
  })

  it('refuses too much of anything', async () => {
    const refused = async (where: string) => {
      const answer = await get(hub, '/unit', { where })
      expect([where.length, answer.status]).toEqual([where.length, 400])
      EnvelopeShape.parse(answer.json)
    }
    const terms = (count: number) => Array.from({ length: count }, () => "Slug!='a'").join(' AND ')
    expect(await units(terms(100))).toHaveLength(166)
    await refused(terms(101))
    await refused(`Slug = '${'x'.repeat(256)}'`)
    expect(await units(`Slug = '${'x'.repeat(255)}'`)).toEqual([])
    await refused(`Slug =${' '.repeat(257)}'a'`)
    await refused(`${'A'.repeat(42)} = 'a'`)
  })
})

describe.each(inject('readingHubs'))('where of other entities on $database (contract 6)', (hub) => {
  it.each([
    ["Labels.Environment = 'prod'", 50],
    ["Slug ~ '-prod-(us|eu|asia)$'", 3],
    ["Labels.Region LIKE 'us-%' AND Annotations.Exchange = 'NASDAQ'", 2],
    ['LEN(Labels) = 0', 7],
    ["DisplayName = 'Prod Paris'", 1],
  ])('spaces: %s selects %i', async (where, expected) => {
    const answer = await get(hub, '/space', { where })

    expect(z.array(ExtendedSpaceShape).parse(answer.json)).toHaveLength(expected)
  })

  it.each([
    ['RevisionNum = 1', 166],
    ["Source = 'RestoreRevision'", 3],
    ["UserID = '00000000-0000-0000-0000-000000000000' AND Source != 'Resolve'", 7],
    ["Space.Labels.Environment = 'prod' AND Unit.Slug = 'trade-service' AND Source = 'CloneUnit'", 100],
    ["UserAgent LIKE 'hubdeck/%' AND Description LIKE 'INC-%'", 4],
    ['LEN(Tags) > 0', 14],
    ["User.Username = 'bob@trading.com' AND RevisionNum > 2", 7],
  ])('revisions: %s selects %i', async (where, expected) => {
    const answer = await get(hub, '/revision', { where, distinct_on: 'Off', limit: 1000 })

    expect([answer.status, z.array(ExtendedRevisionShape).parse(answer.json).length]).toEqual([200, expected])
  })
})
