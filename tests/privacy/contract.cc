#include "tests/privacy/contract.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "google/protobuf/descriptor.pb.h"

namespace balcao::testing {

using google::protobuf::DescriptorPool;
using google::protobuf::DynamicMessageFactory;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

namespace {

// Where it can still be reached, so that it is no leak.
template <class T, class... Arguments>
T& Kept(Arguments... arguments) {
  static auto& kept = *new std::vector<std::unique_ptr<T>>();
  return *kept.emplace_back(std::make_unique<T>(arguments...));
}

}  // namespace

std::vector<const FileDescriptor*> ContractFiles() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator("proto/balcao/v1")) {
    if (entry.path().extension() == ".proto") {
      names.push_back("balcao/v1/" + entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  std::vector<const FileDescriptor*> files;
  for (const std::string& name : names) {
    const FileDescriptor* file = DescriptorPool::generated_pool()->FindFileByName(name);
    if (file == nullptr) abort();
    files.push_back(file);
  }
  return files;
}

std::vector<const MethodDescriptor*> ContractMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const FileDescriptor* file : ContractFiles()) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        methods.push_back(file->service(s)->method(m));
      }
    }
  }
  return methods;
}

AlteredContract::AlteredContract(std::string_view message, std::string_view field,
                                 v1::DataClass data_class)
    : message_(message),
      field_(field),
      data_class_(data_class),
      pool_(Kept<DescriptorPool>()),
      factory_(Kept<DynamicMessageFactory>(&pool_)) {}

std::unique_ptr<Message> AlteredContract::Copy(const Message& original) {
  Add(*original.GetDescriptor()->file());
  const auto* type = pool_.FindMessageTypeByName(original.GetDescriptor()->full_name());
  if (type == nullptr) abort();
  std::unique_ptr<Message> copy(factory_.GetPrototype(type)->New());
  if (!copy->ParseFromString(original.SerializeAsString())) abort();
  return copy;
}

void AlteredContract::Add(const FileDescriptor& file) {
  if (pool_.FindFileByName(file.name()) != nullptr) return;
  for (int i = 0; i < file.dependency_count(); ++i) Add(*file.dependency(i));
  FileDescriptorProto proto;
  file.CopyTo(&proto);
  if (proto.package() == "balcao.v1") Alter(proto);
  if (pool_.BuildFile(proto) == nullptr) abort();
}

void AlteredContract::Alter(FileDescriptorProto& file) {
  for (auto& message : *file.mutable_message_type()) {
    if (message.name() != message_) continue;
    for (auto& field : *message.mutable_field()) {
      if (field.name() == field_)
        field.mutable_options()->SetExtension(v1::data_class, data_class_);
    }
  }
}

}  // namespace balcao::testing
