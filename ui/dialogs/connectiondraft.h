// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

//! What the dialogs about connections show and give back. The layers below have types of their own for the same things;
//! the controller turns one into the other.
namespace dialogs {

enum class SpellingChoice { Automatic, EntryProfile, MemoryProfile };

enum class TokenKeeping { Keychain, ThisRun };

//! How the keychain stands, as far as it matters to a person.
enum class KeychainStatus { Asking, Available, NoBus, NoService, Locked, Refused, Frozen, Error };

//! From the word that the secrets layer uses (the `detail` of its errors); Error for a word that is unknown.
KeychainStatus keychainStatusOf(const QString &word);

//! What the person wants a connection to be.
struct ConnectionDraft
{
    core::ConnectionId id; //!< empty: a new one
    QString name;
    QString baseUrl;             //!< normalized
    QByteArray token = {};       //!< empty: the one that is kept already, or the offered one
    bool useOfferedToken = false; //!< the one from the environment; its value never enters the dialog
    SpellingChoice spelling = SpellingChoice::Automatic;
    TokenKeeping keeping = TokenKeeping::Keychain;
    bool keepTexts = false; //!< of versions, on this computer

    friend bool operator==(const ConnectionDraft &, const ConnectionDraft &) = default;
};

enum class ServiceKind { Global, China, LegacyGateway };

//! A well-known service. Its name is the dialog's word.
struct ServicePreset
{
    ServiceKind kind = ServiceKind::Global;
    QString baseUrl;
};

//! What could be read out of a pasted curl line.
struct CurlParts
{
    QString baseUrl;
    QByteArray token = {};      //!< empty when the line has a variable in its place, or none
    QString tokenVariable = {}; //!< that variable's name
};

//! A row of the list of connections.
struct ConnectionRow
{
    core::ConnectionId id;
    QString name;
    QString baseUrl;    //!< empty for the Local workspace
    TokenKeeping keeping = TokenKeeping::Keychain;
    bool local = false; //!< the Local workspace: neither edited nor removed
    bool open = false;  //!< shown in the window now
    bool keepTexts = false; //!< of versions, on this computer
};

} // namespace dialogs
