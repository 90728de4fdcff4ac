// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/connectiondraft.h"
#include "ui/dialogs/sheet.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class ConnectionDialog;
}

namespace dialogs {

//! Makes or edits a connection: service, token, name, where the token is kept. Everything is checked while it is typed;
//! a curl line pasted into URL or token fills both. The owner answers testRequested() with showTestPassed() or
//! showTestFailed(), and submitted() with accept() or showFailure(). The token is in this dialog's field and nowhere else.
class ConnectionDialog : public Sheet
{
    Q_OBJECT
public:
    enum class Purpose {
        Create,
        Edit,
        Token, //!< another token for a connection that stays what it is otherwise
    };
    using CurlParser = std::function<std::optional<CurlParts>(const QString &line)>;

    explicit ConnectionDialog(Purpose purpose, QWidget *parent = nullptr);
    ~ConnectionDialog() override;

    void setPresets(const QList<ServicePreset> &presets);
    void setCurlParser(CurlParser parser);
    void setTakenNames(const QStringList &names);
    //! What *Edit* starts from. Its token stays what it is unless another is typed.
    void setDraft(const ConnectionDraft &draft);
    [[nodiscard]] ConnectionDraft draft() const;

    //! Offers the token of an environment variable. Its value stays with the owner.
    void offerToken(const QString &variable);
    void setKeychainStatus(KeychainStatus status);

    void showTestPassed(int stores, bool more); //!< `more`: there are more than these
    void showTestFailed(const QString &sentence, const QString &details = {});

signals:
    //! Whether the service answers to this. A result for fields that were changed meanwhile is not shown.
    void testRequested(const dialogs::ConnectionDraft &draft);
    void testAbandoned(); //!< the fields were changed, or the dialog was closed, while the test was running
    void submitted(const dialogs::ConnectionDraft &draft);
    void offeredTokenAccepted(const QString &variable);
    void keychainCheckRequested();
    void keychainUnlockRequested();

protected:
    void done(int result) override;

private:
    void follow();
    void check();
    void chooseService(int index);
    void followUrl(const QString &typed);
    void followToken(const QString &typed);
    bool takeCurl(const QString &typed);
    void showServices();
    void useOfferedToken(bool use);
    void showKeychain();
    void revealToken(bool reveal);
    void test();
    void endTest(const QString &result, const QString &details, bool good);
    void abandonTest();
    void clearTest();
    [[nodiscard]] QString nameProblem() const;
    [[nodiscard]] QString urlProblem() const;
    [[nodiscard]] QString tokenProblem() const;
    [[nodiscard]] QString keepingProblem() const;
    [[nodiscard]] bool bringsToken() const;

    std::unique_ptr<Ui::ConnectionDialog> m_ui;
    Purpose m_purpose;
    QList<ServicePreset> m_presets;
    CurlParser m_parseCurl;
    QStringList m_takenNames;
    ConnectionDraft m_before;
    QString m_offeredVariable;
    QString m_suggestedName;
    QString m_testDetails;
    KeychainStatus m_keychain = KeychainStatus::Asking;
    bool m_useOffered = false;
    bool m_testing = false;
    bool m_urlTouched = false;
    bool m_tokenTouched = false;
    bool m_nameTouched = false;
};

} // namespace dialogs
