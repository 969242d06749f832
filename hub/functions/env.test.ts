import { expect, it } from 'vitest'
import { changesOf, runFunction } from '#hub/functions/testing/run-function.ts'

const document = `apiVersion: batch/v1
kind: CronJob
metadata: {name: j}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: main
              image: x
              env:
                - name: MODE # kept
                  value: fast
                - name: TOKEN
                  valueFrom: {secretKeyRef: {name: s, key: k}}
                - name: OLD
                  value: "1"
`
const env = 'CronJob /j spec.jobTemplate.spec.template.spec.containers.?name=main.env'

it.each([
  [
    ['main', 'MODE=slow', 'OLD=', 'NEW.ONE=a=b c'],
    [
      `${env}.?name=MODE.value: "fast" -> "slow"`,
      `${env}.?name=NEW~1ONE: undefined -> {"name":"NEW.ONE","value":"a=b c"}`,
      `${env}.?name=OLD: {"name":"OLD","value":"1"} -> undefined`,
    ],
  ],
  [
    ['*', 'TOKEN=plain'],
    [
      `${env}.?name=TOKEN.value: undefined -> "plain"`,
      `${env}.?name=TOKEN.valueFrom: {"secretKeyRef":{"name":"s","key":"k"}} -> undefined`,
    ],
  ],
  [['main', 'NOBODY='], []],
  [['other', 'MODE=x'], []],
  [['main'], ['set-env: argument env-key-value is required']],
  [['main', 'A=1', 'no pair'], [expect.stringContaining('env-key-value must match')]],
])('set-env %j', (values, changes) => {
  expect(changesOf(runFunction('set-env', values, document)).toSorted()).toEqual(changes)
})

it('named pairs may be repeated', () => {
  const pair = (Value: string) => ({ ParameterName: 'env-key-value', Value })
  const ran = runFunction('set-env', [], document, {
    FunctionInvocations: [
      {
        FunctionName: 'set-env',
        Arguments: [{ ParameterName: 'container-name', Value: 'main' }, pair('A=1'), pair('B=2')],
      },
    ],
  })
  expect(changesOf(ran)).toHaveLength(2)
})

it('for a variable that is listed twice, the last entry, which counts, is read and set', () => {
  const twice = document.replace(
    '- name: OLD',
    '- name: MODE\n                  value: slow\n                - name: OLD',
  )
  const ran = runFunction('set-env-var', ['main', 'MODE', 'off'], twice)

  expect(changesOf(ran)).toEqual([`${env}.2.value: "slow" -> "off"`])
  expect(runFunction('get-env-var', ['main', 'MODE'], twice)).toMatchObject({
    outputs: { AttributeValueList: [{ Path: expect.stringMatching(/env\.2\.value$/), Value: 'slow' }] },
  })
})
