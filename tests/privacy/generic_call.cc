#include "tests/privacy/generic_call.h"

#include <grpcpp/generic/generic_stub.h>

namespace balcao::testing {
namespace {

grpc::ByteBuffer Serialised(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return "";
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace

std::string AnyReply::Told() const {
  if (!status.ok()) return status.error_message() + "\n" + status.error_details();
  return message->SerializeAsString() + "\n" + message->Utf8DebugString();
}

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

std::string NameOf(const google::protobuf::MethodDescriptor& method) {
  return method.service()->name() + "/" + method.name();
}

AnyReply CallAny(const Client& client, const google::protobuf::MethodDescriptor& method,
                 const google::protobuf::Message& request) {
  grpc::GenericStub stub(client.channel);
  grpc::ClientContext context;
  if (!client.token.empty()) context.AddMetadata("authorization", "Bearer " + client.token);
  grpc::CompletionQueue queue;
  const auto call =
      stub.PrepareUnaryCall(&context, "/balcao.v1." + NameOf(method), Serialised(request), &queue);
  call->StartCall();
  grpc::ByteBuffer buffer;
  AnyReply reply;
  call->Finish(&buffer, &reply.status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  if (!queue.Next(&tag, &ok)) abort();
  reply.message = NewMessage(*method.output_type());
  if (reply.status.ok() && !reply.message->ParseFromString(BytesOf(buffer))) abort();
  std::map<std::string, std::string> metadata;
  ReadDetails(reply.status, reply.reason, metadata, reply.faults);
  return reply;
}

}  // namespace balcao::testing
