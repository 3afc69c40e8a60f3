// The services, spoken to over gRPC-Web at our own origin. The session is a cookie that the
// browser sends by itself and no script can read.
import { createClient, type Interceptor } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-web'
import { Access } from '@gen/access_pb'
import { Cases } from '@gen/cases_pb'
import { Catalogue } from '@gen/catalogue_pb'
import { Helpline } from '@gen/helpline_pb'
import { Intake } from '@gen/intake_pb'
import { People } from '@gen/people_pb'
import { Plan } from '@gen/plan_pb'
import { isSignedOut, problemOf } from './problem'
import { watchReach } from './reach'

let onSignedOut: () => void = () => {}

// Calls `act` whenever a call is refused since nobody is signed in any more.
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

const noticeSignedOut: Interceptor = (next) => async (request) => {
  try {
    return await next(request)
  } catch (error) {
    // Who asks whether somebody is signed in knows what to make of the answer.
    if (request.service !== Access && isSignedOut(problemOf(error))) onSignedOut()
    throw error
  }
}

// Clients that only one place needs are made there.
export const transport = createGrpcWebTransport({
  baseUrl: '/rpc',
  defaultTimeoutMs: 15_000,
  interceptors: [noticeSignedOut, watchReach],
})

export const access = createClient(Access, transport)
export const cases = createClient(Cases, transport)
export const catalogue = createClient(Catalogue, transport)
export const helpline = createClient(Helpline, transport)
export const intake = createClient(Intake, transport)
export const people = createClient(People, transport)
export const plan = createClient(Plan, transport)
