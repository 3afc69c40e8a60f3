#include "services/common/reading.h"

#include "services/common/errors.h"
#include "services/common/paging.h"
#include "services/common/reveals.h"
#include "storage/common/status_macros.h"
#include "storage/records/store.h"

namespace balcao::services {

using storage::Kind;
using storage::RecordState;

const v1::Placement& PlacementOf(const RecordState& record) {
  switch (record.kind) {
    case Kind::kPerson:
      return record.As<store::v1::PersonRecord>().person().placement();
    case Kind::kVisit:
      return record.As<store::v1::VisitRecord>().visit().placement();
    case Kind::kCase:
      return record.As<store::v1::CaseRecord>().case_().placement();
    case Kind::kCall:
      return record.As<store::v1::CallRecord>().call().placement();
    default:
      return v1::Placement::default_instance();
  }
}

absl::StatusOr<storage::Id> IdFromName(std::string_view collection, const std::string& name,
                                       const std::string& path) {
  if (name.empty()) return InvalidField(path, "REQUIRED", "a resource name");
  const absl::StatusOr<storage::Id> id = storage::ParseResourceName(collection, name);
  if (!id.ok()) return InvalidField(path, "NOT_A_NAME", "a resource name");
  return *id;
}

absl::Status CheckVisible(const Call& call, Kind kind, const v1::Placement& placement) {
  return auth::Policy::MayRead(call.caller, kind, placement) ? absl::OkStatus() : NotFound();
}

absl::StatusOr<RecordState> ReadVisible(const House& house, const Call& call, Kind kind,
                                        const storage::Id& id) {
  ASSIGN_OR_RETURN(storage::Reader reader, house.engine->Read());
  absl::StatusOr<RecordState> record = storage::LoadRecord(*reader, *house.codec, kind, id);
  if (absl::IsNotFound(record.status())) return NotFound();
  if (!record.ok()) return record.status();
  RETURN_IF_ERROR(CheckVisible(call, kind, PlacementOf(*record)));
  return record;
}

absl::StatusOr<RecordState> LoadWritable(const Call& call, Kind kind, const storage::Id& id,
                                         storage::Transaction& transaction) {
  absl::StatusOr<RecordState> record = transaction.Load(kind, id);
  if (absl::IsNotFound(record.status())) return NotFound();
  if (!record.ok()) return record.status();
  const v1::Placement& placement = PlacementOf(*record);
  RETURN_IF_ERROR(CheckVisible(call, kind, placement));
  if (!auth::Policy::MayWrite(call.caller, kind, placement)) {
    return Revealing(Forbidden("READ_ONLY", "this role reads the record and does not write it"),
                     *record);
  }
  return record;
}

absl::StatusOr<VisiblePage> ListVisible(const House& house, const Call& call,
                                        const ListRequest& request) {
  const auth::Scope scope = auth::Policy::ReadScope(call.caller, request.kind);
  ASSIGN_OR_RETURN(const int page_size, PageSize(request.page_size, 50, 200));
  ASSIGN_OR_RETURN(const int64_t before, ParsePageToken(house, call, request.page_token));
  storage::ListQuery query{.kind = request.kind,
                           .equals = request.equals,
                           .states = request.states,
                           .before_row = before,
                           .page_size = page_size};
  if (scope.reach == auth::Scope::Reach::kNothing) return VisiblePage();
  if (scope.reach == auth::Scope::Reach::kOwner) {
    if (!request.owner.empty() && request.owner != scope.owner) {
      return Forbidden("CENTRE_NOT_YOURS", "the caller does not work at that centre");
    }
    query.equals.push_back({"owner", scope.owner});
  } else if (!request.owner.empty()) {
    query.equals.push_back({"owner", request.owner});
  }
  // Restricted records stand in no list: who may know of one has its name.
  query.equals.push_back({"restricted", int64_t{0}});
  ASSIGN_OR_RETURN(storage::Reader reader, house.engine->Read());
  ASSIGN_OR_RETURN(storage::ListPage page, storage::ListRecords(*reader, *house.codec, query));
  VisiblePage visible{std::move(page.records), MakePageToken(house, call, page.next_row), {}};
  std::vector<storage::Id> ids;
  for (const RecordState& record : visible.records) ids.push_back(record.id);
  if (!ids.empty()) visible.reads.push_back({request.kind, std::move(ids)});
  return visible;
}

}  // namespace balcao::services
