/**
 * Operations that ConfigHub has and this hub does not serve: 501 with its name. Anything that is neither here nor served
 * by a route is not an operation: 404. The contract tests compare both with the facts (contract 1.2); docs/embedded-hub.md says why.
 */
const unserved = `
  PATCH DELETE /_component
  GET POST PATCH DELETE /attribute
  POST /attribute/move
  GET POST /space/:space/attribute
  GET PUT PATCH DELETE /space/:space/attribute/:id
  GET POST /space/:space/attribute/:id/document
  GET /bridge_worker/:id/queued_operation
  GET /bridge_worker/:id/queued_operation/:operation
  POST /bridge_worker/:id/user_action_result
  GET /space/:space/bridge_worker/:id/function
  GET /space/:space/bridge_worker/:id/status
  GET /space/:space/bridge_worker/:id/status/:status
  GET POST PATCH DELETE /change_order
  GET POST /space/:space/change_order
  GET PUT PATCH DELETE /space/:space/change_order/:id
  GET POST PATCH DELETE /change_workflow
  POST /change_workflow/move
  GET POST /space/:space/change_workflow
  GET PUT PATCH DELETE /space/:space/change_workflow/:id
  GET POST /space/:space/change_workflow/:id/document
  GET POST /component
  GET PUT PATCH DELETE /component/:id
  GET POST /component/:id/document
  POST /demote
  GET /group
  GET /group/:group
  POST DELETE /group/:group/user/:user
  POST /me/browser-session
  GET POST /oauth_client
  GET DELETE /oauth_client/:id
  POST /organization
  PUT DELETE /organization/:organization
  POST /organization/:organization/organization_member
  DELETE /organization/:organization/organization_member/:member
  POST /promote
  GET POST /space/:space/document
  GET POST /space/:space/filter/:id/document
  GET POST /space/:space/invocation/:id/document
  GET POST /space/:space/link/:id/document
  GET POST /space/:space/target/:id/document
  GET POST /space/:space/trigger/:id/document
  GET POST /space/:space/view/:id/document
  POST /space/:space/unit/:unit/guard
  POST /upload
`

const patterns = unserved
  .trim()
  .split('\n')
  .map((line) => {
    const methods = line.trim().split(' ')
    const path = methods.pop() ?? ''
    return { methods, path: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`) }
  })

export function isUnserved(method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method
  return patterns.some((operation) => operation.methods.includes(asked) && operation.path.test(path))
}
