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
const pathsOf = (text: string, toolchain?: string) => outlineOf(text, {}, toolchain)?.[0]?.paths ?? {}
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
  expect(outlineOf('')).toEqual([])
})
