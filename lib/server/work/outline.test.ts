import { expect, it } from 'vitest'
import { outlineOf } from '#lib/server/work/outline.ts'

const document = `apiVersion: apps/v1
kind: Deployment
metadata: {name: trade-service, annotations: {a.b/c: x}}
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: main
          args: [one, two]
          env:
            - {name: DB_PASSWORD, value: hunter2}
            - {name: LOG_LEVEL, value: info}
`
const pathsOf = (text: string, toolchain?: string) => outlineOf(text, {}, toolchain)?.types[0]?.paths ?? {}
const containers = 'spec.template.spec.containers'

it('names each place, elements of lists by any and by their name, with what stands there', () => {
  const paths = pathsOf(document)

  expect(paths['spec.replicas']).toEqual({ kinds: ['number'], values: [{ value: 3 }] })
  expect(paths[containers]).toEqual({ kinds: ['list'], values: [] })
  expect(paths[`${containers}.*.args.*`]?.values).toEqual([{ value: 'one' }, { value: 'two' }])
  expect(paths['metadata.annotations.a~1b/c']?.values).toEqual([{ value: 'x' }])
  for (const name of ['*', '?name=main'])
    expect(paths[`${containers}.${name}.env.?name=LOG_LEVEL.value`]?.values).toEqual([{ value: 'info' }])
  expect(paths[`${containers}.*.env.*.value`]?.values).toHaveLength(2)
})

it('shows no secret, and says where one is', () => {
  const paths = pathsOf(document)

  expect(JSON.stringify(paths)).not.toContain('hunter2')
  expect(paths[`${containers}.*.env.?name=DB_PASSWORD.value`]?.values).toEqual([
    { value: expect.stringContaining('•'), masked: true },
  ])
})

it('reads other formats, and tells a document that cannot be read from one without paths', () => {
  expect(pathsOf('[db]\nport = 80\n', 'AppConfig/TOML')['db.port']?.values).toEqual([{ value: 80 }])
  expect(outlineOf('a: [')).toBeUndefined()
  expect(outlineOf('')).toMatchObject({ types: [], isCut: false })
})

it('says that it has more paths, or a path more values, than were looked at', () => {
  const long = Array.from({ length: 2000 }, (_, at) => `key-${at}: ${at}\n`).join('')
  const outline = outlineOf(`apiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: B\n${long}`)
  const paths = outline?.types.flatMap((type) => Object.keys(type.paths)) ?? []

  expect(outline?.isCut).toBe(true)
  expect([paths.length, outline?.types.length]).toEqual([1500, 2])
  expect(outlineOf(document)?.isCut).toBe(false)
  const args = pathsOf(`kind: A\nargs: [${Array.from({ length: 20 }, (_, at) => `a${at}`).join(', ')}]`)[
    'args.*'
  ]
  expect([args?.values.length, args?.moreValues]).toEqual([8, true])
})

it('tells values apart that are shown alike, and names them as not shown whole', () => {
  const start = 'x'.repeat(120)
  const { values = [] } =
    pathsOf(`kind: A\nargs: [${start}1, ${start}2, "pro\\u200bd", prod]`)['args.*'] ?? {}

  expect(values.map(({ value }) => value)).toEqual([`${start}…`, `${start}…`, 'pro⟨U+200B⟩d', 'prod'])
  expect(new Set(values.map(({ digest }) => digest)).size).toBe(4)
  expect(values.at(-1)).toEqual({ value: 'prod' })
})
