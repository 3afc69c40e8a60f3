// The services, spoken to over gRPC-Web at our own origin. The session is a cookie that the
// browser sends by itself and no script can read.
import { createClient } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-web'
import { Access } from '@gen/access_pb'
import { Cases } from '@gen/cases_pb'
import { Catalogue } from '@gen/catalogue_pb'
import { Helpline } from '@gen/helpline_pb'
import { Intake } from '@gen/intake_pb'
import { People } from '@gen/people_pb'
import { Plan } from '@gen/plan_pb'
import { watchReach } from './reach'

const transport = createGrpcWebTransport({
  baseUrl: '/rpc',
  defaultTimeoutMs: 15_000,
  interceptors: [watchReach],
})

export const access = createClient(Access, transport)
export const cases = createClient(Cases, transport)
export const catalogue = createClient(Catalogue, transport)
export const helpline = createClient(Helpline, transport)
export const intake = createClient(Intake, transport)
export const people = createClient(People, transport)
export const plan = createClient(Plan, transport)
