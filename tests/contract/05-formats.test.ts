import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { addSpace, addUnit } from '#tests/contract/triggers.ts'
import { document, putDocument } from '#tests/contract/units.ts'

/** Each sets a port of 80 with a comment beside it, and names itself. */
const documents = {
  'AppConfig/TOML':
    '# Shop\n[db]\nport = 80 # open\n\n[configHub]\nconfigName = "shop"\nconfigSchema = "ShopApp"\n',
  'AppConfig/Properties': '# Shop\ndb.port = 80\nconfigHub.configName=shop\nconfigHub.configSchema=ShopApp\n',
  'AppConfig/INI': '; Shop\n[db]\nport = 80 ; open\n[configHub]\nconfigName = shop\nconfigSchema = ShopApp\n',
} as const

async function found(
  hub: HubAddress,
  SpaceID: string,
  whereData: string,
  resourceType = '',
): Promise<string[]> {
  const answer = await get(hub, '/unit', {
    where: `SpaceID = '${SpaceID}'`,
    where_data: whereData,
    resource_type: resourceType,
    select: 'Slug',
  })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  const Found = z.array(z.object({ Unit: z.object({ Slug: z.string() }) }))
  return Found.parse(answer.json).map(({ Unit }) => Unit.Slug)
}

async function invoke(
  hub: HubAddress,
  UnitID: string,
  ToolchainType: string,
  name: string,
  ...values: unknown[]
) {
  const body = {
    ToolchainType,
    FunctionInvocations: [{ FunctionName: name, Arguments: values.map((Value) => ({ Value })) }],
  }
  return call(hub, 'POST', '/function/invoke', { body, query: { where: `UnitID = '${UnitID}'` } })
}

const slugs = Object.keys(documents).map((toolchain) => toolchain.slice(10))

describe.each(inject('writingHubs'))('documents that are not YAML on $database (contract 4.3)', (hub) => {
  it('are found by their values, under the type that they name', async () => {
    const SpaceID = await addSpace(hub, 'formats-found')
    for (const [ToolchainType, text] of Object.entries(documents))
      await addUnit(hub, SpaceID, ToolchainType.slice(10), text, { ToolchainType })
    await addUnit(hub, SpaceID, 'Env', 'PORT=80\n', { ToolchainType: 'AppConfig/Env' })
    await addUnit(hub, SpaceID, 'Text', 'port = 80\n', { ToolchainType: 'AppConfig/Text' })

    expect((await found(hub, SpaceID, 'db.port = 80')).sort()).toEqual([...slugs].sort())
    expect(await found(hub, SpaceID, 'db.port > 80')).toEqual([])
    expect((await found(hub, SpaceID, '', 'ShopApp')).sort()).toEqual([...slugs].sort())
    expect(await found(hub, SpaceID, "PORT = '80'", 'NoSchema')).toEqual(['Env'])
    expect(await found(hub, SpaceID, 'PORT = 80')).toEqual([])
  })

  it('have the values of their own format, even if other Units share their bytes', async () => {
    const SpaceID = await addSpace(hub, 'formats-shared')
    const formats = ['Env', 'TOML', 'INI', 'Properties']
    for (const format of formats)
      await addUnit(hub, SpaceID, format, 'shared=42\n', { ToolchainType: `AppConfig/${format}` })

    expect((await found(hub, SpaceID, 'shared = 42')).sort()).toEqual(['INI', 'Properties', 'TOML'])
    expect(await found(hub, SpaceID, "shared = '42'")).toEqual(['Env'])
    const resources = await get(hub, '/resource', { where: `SpaceID = '${SpaceID}'`, raw_data: true })
    const raw = z.array(z.object({ RawData: z.string() })).parse(resources.json)
    expect(raw.map(({ RawData }) => atob(RawData))).toEqual(formats.map(() => 'shared=42\n'))
  })

  it.each(Object.entries(documents))(
    '%s is set by functions, and keeps its other bytes',
    async (toolchain, text) => {
      const SpaceID = await addSpace(hub, `formats-${toolchain.slice(10).toLowerCase()}`)
      const unit = await addUnit(hub, SpaceID, 'shop', text, { ToolchainType: toolchain })

      const answer = await invoke(hub, unit.UnitID, toolchain, 'set-int-path', 'ShopApp', 'db.port', 8080)

      expect(answer.json).toMatchObject([{ Success: true, ConfigData: text.replace('80', '8080') }])
      expect(await document(hub, unit)).toBe(text.replace('80', '8080'))
      const read = await invoke(hub, unit.UnitID, toolchain, 'get-int-path', 'ShopApp', 'db.port')
      const [item] = z.array(z.object({ Outputs: z.record(z.string(), z.string()) })).parse(read.json)
      expect(JSON.parse(atob(item?.Outputs.AttributeValueList ?? ''))).toMatchObject([{ Value: 8080 }])
      const diff = await get(hub, `${unit.path}/diff`, { from: '2', to: '3' })
      expect(JSON.stringify(diff.json)).toContain('"Path":"db.port"')
      const sources = await get(hub, `${unit.path}/mutation_sources`)
      expect(sources.json).toMatchObject({
        MutationSources: [{ Resource: { ResourceType: 'ShopApp' }, PathMutationMap: { 'db.port': {} } }],
      })
    },
  )

  it('are merged by their values when a clone is upgraded', async () => {
    const SpaceID = await addSpace(hub, 'formats-merge')
    const toolchain = 'AppConfig/TOML'
    const base = '[db]\nport = 80 # open\nhost = "a"\n'
    const upstream = await addUnit(hub, SpaceID, 'base', base, { ToolchainType: toolchain })
    const query = { upstream_space_id: SpaceID, upstream_unit_id: upstream.UnitID }
    const body = { Slug: 'clone', ToolchainType: toolchain }
    const cloned = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body, query })
    const { Unit } = z.object({ Unit: z.object({ UnitID: z.string() }) }).parse(cloned.json)
    const clone = { path: `/space/${SpaceID}/unit/${Unit.UnitID}` }
    await putDocument(hub, clone, base.replace('"a"', '"mine"'))
    await putDocument(hub, upstream, base.replace('80', '8080'))

    const upgraded = await call(hub, 'PATCH', clone.path, { body: {}, query: { upgrade: true } })

    expect([upgraded.status, upgraded.text]).toEqual([200, expect.any(String)])
    expect(await document(hub, clone)).toBe(base.replace('80', '8080').replace('"a"', '"mine"'))
  })

  it('are refused when they break the rules of their format', async () => {
    const SpaceID = await addSpace(hub, 'formats-broken')
    const broken = {
      TOML: 'a = \n',
      Properties: 'no sign\n',
      INI: '[open\n',
      Env: 'a.b=1\n',
      JSON: '{a: 1}\n',
    }
    for (const [format, text] of Object.entries(broken)) {
      const ToolchainType = `AppConfig/${format}`
      const unit = await addUnit(hub, SpaceID, format, '', { ToolchainType })
      const answer = await putDocument(hub, unit, text)
      expect([format, answer.status, answer.text]).toEqual([
        format,
        400,
        expect.stringContaining(`does not parse as ${ToolchainType}`),
      ])
    }
  })
})
