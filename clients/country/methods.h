// The methods that the synthetic country uses.
#pragma once

#include "clients/country/client.h"

namespace balcao::country {

inline constexpr Method kClaimHouse{"Access/ClaimHouse", &v1::Access::Stub::PrepareAsyncClaimHouse};
inline constexpr Method kCreateSession{"Access/CreateSession",
                                       &v1::Access::Stub::PrepareAsyncCreateSession};
inline constexpr Method kCreateAccount{"Access/CreateAccount",
                                       &v1::Access::Stub::PrepareAsyncCreateAccount};
inline constexpr Method kEcho{"Access/Echo", &v1::Access::Stub::PrepareAsyncEcho};

inline constexpr Method kListCentres{"Catalogue/ListCentres",
                                     &v1::Catalogue::Stub::PrepareAsyncListCentres};
inline constexpr Method kListCaseTypes{"Catalogue/ListCaseTypes",
                                       &v1::Catalogue::Stub::PrepareAsyncListCaseTypes};
inline constexpr Method kListCodes{"Catalogue/ListCodes",
                                   &v1::Catalogue::Stub::PrepareAsyncListCodes};
inline constexpr Method kListLanguages{"Catalogue/ListLanguages",
                                       &v1::Catalogue::Stub::PrepareAsyncListLanguages};

inline constexpr Method kOpenVisit{"Intake/OpenVisit", &v1::Intake::Stub::PrepareAsyncOpenVisit};
inline constexpr Method kServeTicket{"Intake/ServeTicket",
                                     &v1::Intake::Stub::PrepareAsyncServeTicket};
inline constexpr Method kOpenTicketCase{"Intake/OpenTicketCase",
                                        &v1::Intake::Stub::PrepareAsyncOpenTicketCase};
inline constexpr Method kCloseTicket{"Intake/CloseTicket",
                                     &v1::Intake::Stub::PrepareAsyncCloseTicket};

inline constexpr Method kPromotePerson{"People/PromotePerson",
                                       &v1::People::Stub::PrepareAsyncPromotePerson};

inline constexpr Method kGetCase{"Cases/GetCase", &v1::Cases::Stub::PrepareAsyncGetCase};
inline constexpr Method kListCases{"Cases/ListCases", &v1::Cases::Stub::PrepareAsyncListCases};
inline constexpr Method kUpdateCase{"Cases/UpdateCase", &v1::Cases::Stub::PrepareAsyncUpdateCase};
inline constexpr Method kAdvanceCase{"Cases/AdvanceCase",
                                     &v1::Cases::Stub::PrepareAsyncAdvanceCase};
inline constexpr Method kCloseCase{"Cases/CloseCase", &v1::Cases::Stub::PrepareAsyncCloseCase};
inline constexpr Method kAddNote{"Cases/AddNote", &v1::Cases::Stub::PrepareAsyncAddNote};

inline constexpr Method kLogCall{"Helpline/LogCall", &v1::Helpline::Stub::PrepareAsyncLogCall};

inline constexpr Method kClosePeriod{"Statistics/ClosePeriod",
                                     &v1::Statistics::Stub::PrepareAsyncClosePeriod};
inline constexpr Method kQueryTable{"Statistics/QueryTable",
                                    &v1::Statistics::Stub::PrepareAsyncQueryTable};

inline constexpr Method kListMeasures{"Plan/ListMeasures",
                                      &v1::Plan::Stub::PrepareAsyncListMeasures};
inline constexpr Method kSetMeasureStage{"Plan/SetMeasureStage",
                                         &v1::Plan::Stub::PrepareAsyncSetMeasureStage};
inline constexpr Method kRecordReading{"Plan/RecordReading",
                                       &v1::Plan::Stub::PrepareAsyncRecordReading};
inline constexpr Method kGetPlanTable{"Plan/GetPlanTable",
                                      &v1::Plan::Stub::PrepareAsyncGetPlanTable};

}  // namespace balcao::country
