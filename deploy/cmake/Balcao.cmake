# How every target of the project is compiled, and the two helpers that the
# rooms use: balcao_library() and balcao_test().

# Debian's gRPC is not built for ThreadSanitizer, so that check builds the rooms
# which do not need it (storage, rules, statistics) and nothing else.
option(BALCAO_RPC "Build what needs gRPC (server, clients, end-to-end tests)" ON)
option(BALCAO_FUZZ "Build the fuzz targets as libFuzzer programs, which takes Clang" OFF)
set(BALCAO_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize= (address,undefined or thread)")

add_library(balcao_options INTERFACE)
target_compile_options(balcao_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror
  # GCC 12 sees uninitialised members in moved std::variant where there are none,
  # and wants every member named in a designated initialiser that has defaults.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety> -Wno-missing-field-initializers)
target_include_directories(balcao_options INTERFACE ${CMAKE_SOURCE_DIR})
if(BALCAO_SANITIZE)
  add_compile_options(-fsanitize=${BALCAO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BALCAO_SANITIZE})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()

# balcao_library(NAME SOURCES... DEPS...)
function(balcao_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_DEPS} PRIVATE balcao_options)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
endfunction()

# balcao_test(NAME SOURCES... DEPS... [MAIN]) registers every TEST of the
# sources with ctest under its own name; MAIN says that the sources bring their
# own main(). Tests run in the source tree so that they find deploy/catalogue.
function(balcao_test name)
  cmake_parse_arguments(ARG "MAIN" "TIMEOUT" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gtest GTest::gmock balcao_options)
  if(NOT ARG_MAIN)
    target_link_libraries(${name} PRIVATE GTest::gtest_main)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  include(GoogleTest)
  gtest_discover_tests(${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${ARG_TIMEOUT})
endfunction()
