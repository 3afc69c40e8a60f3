#include "services/server/gateway/frame.h"

#include <gtest/gtest.h>

#include <string>

namespace balcao::server::gateway {
namespace {

using std::chrono::nanoseconds;
using std::string_literals::operator""s;

TEST(Frame, ARequestIsOneFrameOfPlainData) {
  EXPECT_EQ(MessageOf("\0\0\0\0\3abc"s).value(), "abc");
  EXPECT_EQ(MessageOf("\0\0\0\0\0"s).value(), "");
}

TEST(Frame, ABodyThatIsNotOneFrameIsRefused) {
  for (const std::string& body : {
           ""s, "\0\0\0\0"s,       // no head
           "\0\0\0\0\4abc"s,       // cut
           "\0\0\0\0\2abc"s,       // more than one
           "\1\0\0\0\3abc"s,       // compressed
           "\x80\0\0\0\3abc"s,     // trailers
           "\0\xff\xff\xff\xff"s,  // longer than anything
           "AAAAAANhYmM="s,        // the text form
       }) {
    EXPECT_EQ(MessageOf(body).status().code(), absl::StatusCode::kInvalidArgument) << body;
  }
}

TEST(Frame, WhatIsWrittenAsDataIsReadAsData) {
  for (const size_t size : {0, 1, 255, 256, 70'000}) {
    const std::string message(size, 'm');
    EXPECT_EQ(MessageOf(DataHead(size) + message).value(), message);
  }
}

TEST(Frame, TrailersSayTheCodeAndWhatThereIsBeside) {
  EXPECT_EQ(TrailerFrame(0, "", ""), "\x80\0\0\0\x10grpc-status: 0\r\n"s);
  EXPECT_EQ(TrailerFrame(5, "n\xc3\xa3o h\xc3\xa1: 100%\r\n", "\1\2"s).substr(5),
            "grpc-status: 5\r\ngrpc-message: n%C3%A3o h%C3%A1: 100%25%0D%0A\r\n"
            "grpc-status-details-bin: AQI=\r\n");
}

TEST(Frame, ATimeoutHasUpToEightDigitsAndAUnit) {
  EXPECT_EQ(ParseTimeout("1500m"), nanoseconds(1'500'000'000));
  EXPECT_EQ(ParseTimeout("99999999H"), nanoseconds(std::chrono::hours(2'562'047)))
      << "the longest that fits";
  EXPECT_EQ(ParseTimeout("0n"), nanoseconds(0));
  for (const char* text : {"", "m", "1", "123456789S", "-1S", "1.5S", "1s", " 1S", "1S "}) {
    EXPECT_EQ(ParseTimeout(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace balcao::server::gateway
