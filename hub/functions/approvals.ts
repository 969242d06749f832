import { type HubFunction, validating } from '#hub/functions/function.ts'

export const approvals: HubFunction = {
  aliases: ['is-approved'],
  signature: validating({
    FunctionName: 'vet-approvedby',
    Description: 'Passes when enough people have approved the revision',
    // Approvals are not part of the document.
    Hermetic: false,
    Parameters: [
      {
        ParameterName: 'num-approvers',
        DataType: 'int',
        Description: 'How many approvals it takes',
        Required: true,
        Min: 0,
        Example: '1',
      },
    ],
  }),
  needs: () => ['approvers'],
  run: ({ args, approvers }) => {
    const needed = Number(args['num-approvers'])
    const passed = approvers !== undefined && approvers >= needed
    const Message =
      approvers === undefined ? 'Who approved this is not known here' : `${approvers} of ${needed} approvals`
    const issues = passed ? [] : [{ Identifier: 'approvals', Message }]
    return { kind: 'judged', verdict: { passed, issues, attributes: [] } }
  },
}
