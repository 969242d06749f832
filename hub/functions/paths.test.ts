import { describe, expect, it } from 'vitest'
import { changedLines, changesOf, runCalls, runFunction } from '#hub/functions/testing/run-function.ts'

const document = `apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
  log: "debug" # level
  url: http://trade.old.example/old
  empty: ""
flags: {"on": true, count: 3, ratio: 0.5, list: [a, b]}
`

describe('any path of any resource', () => {
  it.each([
    ['get-path', ['data.log'], [['data.log', 'string', 'debug']]],
    ['get-path', ['flags.list'], [['flags.list', 'JSON', ['a', 'b']]]],
    ['get-path', ['flags.ratio'], [['flags.ratio', 'JSON', 0.5]]],
    ['get-path', ['nothing'], []],
    [
      'get-paths',
      ['flags.on', 'flags.count', 'nothing', 'kind'],
      [
        ['flags.on', 'bool', true],
        ['flags.count', 'int', 3],
        ['kind', 'string', 'ConfigMap'],
      ],
    ],
    ['get-bool-path', ['*', 'flags.*'], [['flags.on', 'bool', true]]],
    ['get-int-path', ['v1/ConfigMap', 'flags.*'], [['flags.count', 'int', 3]]],
    ['get-string-path', ['v1/Secret', 'data.log'], []],
  ])('%s %j', (name, values, found) => {
    const ran = runFunction(name, values, document)
    expect(typeof ran === 'string' ? ran : ran.outputs.AttributeValueList).toEqual(
      found.map(([Path, DataType, Value]) => expect.objectContaining({ Path, DataType, Value })),
    )
  })

  it.each([
    ['delete-path', ['v1/ConfigMap', 'data.log'], ['ConfigMap /c data.log: "debug" -> undefined']],
    ['delete-path', ['*', 'flags.list.0'], ['ConfigMap /c flags.list.0: "a" -> undefined']],
    ['delete-path', ['v1/Secret', 'data.log'], []],
    ['delete-path', ['*', 'data.log#uri'], ['delete-path: a part of an image can only be set']],
    ['get-paths', ['a', 'b..c'], [expect.stringContaining('part of the path is empty')]],
    ['set-int-path', ['*', 'flags.count', 4], ['ConfigMap /c flags.count: 3 -> 4']],
  ])('%s %j changes exactly what it names', (name, values, changes) => {
    expect(changesOf(runFunction(name, values, document))).toEqual(changes)
  })
})

describe('search-replace', () => {
  it.each([
    [['old', 'new'], ['url: http://trade.old.example/old -> url: http://trade.new.example/new']],
    [['debug', '$&'], ['log: "debug" # level -> log: "$&" # level']],
    [['3', '4'], []],
    [['nothing', 'x'], []],
    [['', 'x'], ['search-replace: argument search-value must not be empty']],
  ])('%j', (values, lines) => {
    expect(changedLines(runFunction('search-replace', values, document), document)).toEqual(lines)
  })
})

describe('application configuration', () => {
  const yaml = '# settings\nlevel: info # quiet\n'
  const json = '{\n  "level": "info",\n  "deep": { "n": 1 }\n}\n'

  it.each([
    ['AppConfig/YAML', ['*', 'level', 'debug'], yaml, yaml.replace('info', 'debug')],
    ['AppConfig/YAML', ['AppConfig/YAML', 'level', 'debug'], yaml, yaml.replace('info', 'debug')],
    ['AppConfig/JSON', ['AppConfig/JSON', 'level', 'debug'], json, json.replace('info', 'debug')],
    ['AppConfig/JSON', ['v1/ConfigMap', 'level', 'debug'], json, json],
  ])('%s %j', (ToolchainType, values, text, expected) => {
    const ran = runFunction('set-string-path', values, text, { ToolchainType })
    expect(ran).toMatchObject({ text: expected })
  })

  it('is reported under its own type', () => {
    const ran = runFunction('set-int-path', ['*', 'deep.n', 2], json, { ToolchainType: 'AppConfig/JSON' })
    expect(ran).toMatchObject({
      mutations: [
        {
          Resource: { ResourceType: 'AppConfig/JSON', ResourceCategory: 'AppConfig', ResourceName: 'config' },
        },
      ],
    })
  })

  it('keeps its format across several functions', () => {
    const set = (value: number) => ({
      FunctionName: 'set-int-path',
      Arguments: [{ Value: 'AppConfig/JSON' }, { Value: 'deep.n' }, { Value: value }],
    })
    const ran = runCalls({ ToolchainType: 'AppConfig/JSON', FunctionInvocations: [set(2), set(3)] }, json)
    expect(ran).toMatchObject({ text: json.replace('1', '3'), mutators: [0, 1] })
  })

  it('has none of the Kubernetes functions', () => {
    expect(runFunction('set-replicas', [1], yaml, { ToolchainType: 'AppConfig/YAML' })).toContain(
      'does not exist for AppConfig/YAML',
    )
  })
})
