// Helpline: the wire side.
#pragma once

#include "balcao/v1/helpline.pb.h"
#include "services/common/house.h"

namespace balcao::services {

class HelplineHandler {
 public:
  explicit HelplineHandler(const House* house) : house_(*house) {}

  void LogCall(const Call& call, const v1::LogCallRequest& request, Reply<v1::Call> reply);
  void GetCall(const Call& call, const v1::GetCallRequest& request, Reply<v1::Call> reply);
  void ListCalls(const Call& call, const v1::ListCallsRequest& request,
                 Reply<v1::ListCallsResponse> reply);
  void ListPreviousContacts(const Call& call, const v1::ListPreviousContactsRequest& request,
                            Reply<v1::ListPreviousContactsResponse> reply);
  void LinkCall(const Call& call, const v1::LinkCallRequest& request, Reply<v1::Call> reply);

 private:
  const House& house_;
};

}  // namespace balcao::services
