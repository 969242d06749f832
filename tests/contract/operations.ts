/**
 * Every operation (contract 5), those of older generations included, written down by hand. `{s}` and the
 * like stand for ids. Areas that the contract names without saying what can be done there are asked for their list.
 */
export const operations: readonly string[] = `
GET /info
GET /me
POST /me/browser-session
POST /auth/browser-session
POST /auth/exchange
POST /auth/switch-organization
GET /organization
GET /organization/{id}
GET /organization/{id}/organization_member
GET /user
GET /user/{id}
GET /user/{id}/key

GET /unit
POST /unit
PATCH /unit
DELETE /unit
POST /unit/tag
POST /unit/cancel
POST /unit/move
POST /unit/approve
POST /unit/apply
POST /unit/destroy
GET /unit_data
GET /unit_mutation_sources
GET /unit_diff
POST /diff
GET /space/{s}/unit
POST /space/{s}/unit
GET /space/{s}/unit/{u}
PUT /space/{s}/unit/{u}
PATCH /space/{s}/unit/{u}
DELETE /space/{s}/unit/{u}
GET /space/{s}/unit/{u}/data
PUT /space/{s}/unit/{u}/data
GET /space/{s}/unit/{u}/diff
GET /space/{s}/unit/{u}/mutation_sources
POST /space/{s}/unit/{u}/conflicts
POST /space/{s}/unit/{u}/protection
POST /space/{s}/unit/{u}/predicates
POST /space/{s}/unit/{u}/approve
POST /space/{s}/unit/{u}/apply

GET /space/{s}/unit/{u}/revision
GET /space/{s}/unit/{u}/revision/{id}
GET /space/{s}/unit/{u}/revision/{id}/data
GET /space/{s}/unit/{u}/revision/{id}/mutation_sources
GET /revision
GET /revision_data
GET /revision_mutation_sources
GET /space/{s}/unit/{u}/mutation
GET /space/{s}/unit/{u}/mutation/{id}
GET /unit_event
GET /space/{s}/unit/{u}/unit_event
GET /space/{s}/unit/{u}/unit_event/{id}
GET /unit_action
GET /space/{s}/unit/{u}/unit_action
GET /space/{s}/unit/{u}/unit_action/{id}

GET /space
POST /space
GET /space/{s}
PUT /space/{s}
PATCH /space/{s}
DELETE /space/{s}
POST /_space
PATCH /_space
DELETE /_space
GET /function
GET /space/{s}/function
POST /function/invoke
POST /space/{s}/function/invoke
GET /release
GET /space/{s}/release
GET /space/{s}/release/{id}
DELETE /space/{s}/release/{id}
GET /space/{s}/release/{id}/data
POST /space/{s}/release/publish
POST /space/{s}/release/{id}/withdraw
POST /attest
GET /attestation
POST /space/{s}/attestation
POST /promote
POST /demote
GET /resource

GET /bridge_worker
GET /change_order
GET /change_workflow
GET /component
GET /group
GET /oauth_client
GET /upload
`
  .split('\n')
  .filter((line) => line !== '')
  .concat(
    ['change_set', 'filter', 'view', 'tag', 'trigger', 'link', 'invocation', 'target'].flatMap((kind) => [
      `GET /${kind}`,
      `PATCH /${kind}`,
      `DELETE /${kind}`,
      `GET /space/{s}/${kind}`,
      `POST /space/{s}/${kind}`,
      `GET /space/{s}/${kind}/{id}`,
      `PUT /space/{s}/${kind}/{id}`,
      `PATCH /space/{s}/${kind}/{id}`,
      `DELETE /space/{s}/${kind}/{id}`,
    ]),
    ['change_set', 'filter', 'view', 'tag', 'trigger', 'link', 'invocation'].flatMap((kind) => [
      `POST /${kind}`,
      `POST /${kind}/move`,
    ]),
  )
